import type { EventOfType } from './event.ts'

/** The clock of a machine that takes events in went back: receipts before it may lie ahead of those after it. */
export const CLOCK_STEPPED = 'clock.stepped'

/** A step by which the log's time is set anew; what is less is the ordinary difference of two machines, ms. */
export const LEAST_STEP_MS = 2_000

/**
 * The event that says so: `id` names the step, `machine` whose clock it is, `time` is what the clock shows now (ms since
 * 1970), `byMs` how far it went back. Its receipt must be `time` too.
 */
export function clockSteppedEvent(
  id: string,
  machine: string,
  time: number,
  byMs: number,
): EventOfType<'clock.stepped'> {
  const data = { seconds: Math.round(byMs / 1_000) }
  return { id, source: 'system/clock', type: CLOCK_STEPPED, time, subject: machine, data }
}
