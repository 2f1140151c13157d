import { setTimeout as wait } from 'node:timers/promises'
import { retained, retentionDays } from '#core/site/retention-days.ts'
import type { RetentionRun } from '#store/postgres/retention-store.ts'
import { type RemovalContext, removeOld } from './remove-old.ts'

export interface RetentionOptions extends RemovalContext {
  readonly onDone: (run: RetentionRun) => void
  readonly firstMs?: number
  readonly everyMs?: number
  readonly settledMs?: number
}

/** A start has better to do than to tidy up. */
const FIRST_MS = 60_000
const LOOK_EVERY_MS = 10 * 60_000
const DAY_MS = 86_400_000
/**
 * Where more than two days have passed since the last run, either nothing ran or the clock was set ahead. What is removed
 * by a wrong clock is gone: so long it must have stood first, which is longer than time services take.
 */
const SETTLED_MS = 3_600_000

/**
 * Removes once a day, and soon after the site file says otherwise, what was kept for long enough. It fails when the
 * database is away; whoever leads next goes on with what was broken off.
 */
export async function runRetention(options: RetentionOptions, signal: AbortSignal): Promise<void> {
  const { store, floor, onDone, firstMs = FIRST_MS, everyMs = LOOK_EVERY_MS } = options
  const { settledMs = SETTLED_MS } = options
  let aheadSince: number | null = null
  await wait(firstMs, null, { signal }).catch(() => null)
  while (!signal.aborted) {
    const last = await store.last()
    const isAhead = last !== null && floor.now - last.begunAt > 2 * DAY_MS
    aheadSince = isAhead ? (aheadSince ?? performance.now()) : null
    const isSettled = aheadSince === null || performance.now() - aheadSince >= settledMs
    if (isSettled && isDue(last, floor)) {
      const run = await removeOld(options, signal)
      if (run !== null) onDone(run)
    }
    await wait(everyMs, null, { signal }).catch(() => null)
  }
}

function isDue(last: RetentionRun | null, { now, site }: RetentionOptions['floor']): boolean {
  const keepDays = retentionDays(site)
  if (Object.keys(keepDays).length === 0) return false
  if (last === null || last.finishedAt === null || now - last.begunAt >= DAY_MS) return true
  return retained.some((what) => last.keepDays[what] !== keepDays[what])
}
