import { setTimeout as wait } from 'node:timers/promises'
import { LOG_START } from '#core/event/log-position.ts'
import type { Floor } from '#core/floor/floor.ts'
import { createSiteDays } from '#core/time/site-day.ts'
import { analyzeGrown } from '#store/postgres/grown-tables.ts'
import type { RecountResult, RecountStore } from '#store/postgres/recount-store.ts'
import type { FoldedFloor } from '../timekeeper/folded-floor.ts'
import { type RecountContext, recountOnce } from './recount-once.ts'
import { type BacklogWatch, watchBacklog } from './watch-backlog.ts'

export interface RecountOptions extends RecountContext {
  readonly floor: RecountContext['floor'] & Pick<Floor, 'site'>
  readonly store: RecountStore
  readonly onDifferences: (result: RecountResult) => void
  readonly onFolded: FoldedFloor['onFolded']
  readonly everyMs?: number
}

const EVERY_MS = 60_000
const HOUR_MS = 3_600_000

/**
 * Counts again, each minute, what was touched since the recount before, and hourly and after each day's end all that
 * the floor has the last word on (metrics.md); at the end of a backlog at once. While the archive is behind the log it waits
 * for the next minute. It fails when the database is away.
 */
export async function runRecount(options: RecountOptions, signal: AbortSignal): Promise<void> {
  const counting = countOn(options, signal)
  // Whoever leads next must not wait for a query of this term, which may take half a minute. What it still says, also
  // that its database was closed under it, is nobody's any more.
  counting.catch(() => undefined)
  await Promise.race([counting, aborted(signal)])
}

async function countOn(options: RecountOptions, signal: AbortSignal): Promise<void> {
  const backlog = watchBacklog(options.onFolded)
  try {
    await countEach(options, backlog, signal)
  } finally {
    backlog.stop()
  }
}

async function countEach(options: RecountOptions, backlog: BacklogWatch, signal: AbortSignal): Promise<void> {
  const { floor, store, everyMs = EVERY_MS } = options
  let before = (await store.recent(1))[0] ?? null
  let wholeIn = ''
  while (!signal.aborted) {
    const told = backlog.next()
    await analyzeGrown(options.database)
    const whole = turnOf(floor)
    const since = before === null || whole !== wholeIn ? null : before.pos
    // What came while nobody counted, also before anybody ever did, may be too old for the floor to hold.
    if (since === null) await recountAndKeep(options, before?.pos ?? LOG_START, signal)
    const result = await recountAndKeep(options, since, signal)
    if (result !== null) {
      before = result
      wholeIn = whole
    }
    await Promise.race([wait(everyMs, null, { signal }).catch(() => null), told])
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (signal.aborted) resolve()
  else signal.addEventListener('abort', () => resolve(), { once: true })
  return promise
}

/** Another text with each hour, and with each day of the site. */
function turnOf({ now, site }: RecountOptions['floor']): string {
  const { timezone, dayStartsAt } = site.site
  return `${Math.floor(now / HOUR_MS)} ${createSiteDays(timezone, dayStartsAt).dayOf(now)}`
}

async function recountAndKeep(
  options: RecountOptions,
  since: string | null,
  signal: AbortSignal,
): Promise<RecountResult | null> {
  const result = await recountOnce(options, since, signal)
  if (result === null) return null
  await options.store.write(result)
  if (Object.keys(result.differences).length > 0) options.onDifferences(result)
  return result
}
