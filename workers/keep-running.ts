import { setTimeout as wait } from 'node:timers/promises'
import type { ProcessLog } from '#platform/process-log.ts'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 10_000
const GOOD_RUN_MS = 60_000

/** A part of the workers: runs until the signal; should it end or fail before, it is begun anew. */
export type WorkerService = (signal: AbortSignal) => Promise<void>

/** Keeps one part running; its faults never reach the others. */
export async function keepRunning(
  name: string,
  part: WorkerService,
  { log, signal }: { log: ProcessLog; signal: AbortSignal },
): Promise<void> {
  let waitMs = FIRST_WAIT_MS
  while (!signal.aborted) {
    const began = performance.now()
    try {
      await part(signal)
      if (signal.aborted) return
      log.warn({ name }, `${name} ended by itself`)
    } catch (error) {
      if (signal.aborted) return
      log.error({ name, err: error }, `${name} failed`)
    }
    if (performance.now() - began > GOOD_RUN_MS) waitMs = FIRST_WAIT_MS
    await wait(waitMs, null, { signal }).catch(() => null)
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)
  }
}
