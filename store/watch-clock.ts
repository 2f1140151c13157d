import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { clockSteppedEvent, LEAST_STEP_MS } from '#core/event/clock-stepped.ts'
import type { Clock } from '#platform/clock.ts'
import type { EventLog } from './log.ts'

export interface ClockWatchOptions {
  readonly clock: Clock
  readonly log: Pick<EventLog, 'appendSystem'>
  /** What time it is on this process's floor, if it follows the log; null: it has none. */
  readonly floorNow: () => number | null
  /** The clock went back by so many ms. */
  readonly onStep: (byMs: number) => void
  readonly onFault: (error: Error) => void
}

const LOOK_EVERY_MS = 250
const WRITE_EVERY_MS = 1_000
/** Another machine may be ahead of this one for good, of which the doctor tells: its receipts are not fought with. */
const MOST_WRITTEN = 5

/**
 * Notices that the clock went back, at run time by a clock that cannot and at the start by a log that ends later than
 * now, and writes it into the log, by which every floor goes on with the true time. Gives what ends it.
 */
export function watchClock({ clock, log, floorNow, onStep, onFault }: ClockWatchOptions): () => void {
  if (!clock.real) return () => undefined
  const run = randomBytes(6).toString('hex')
  let lead = clock.now() - performance.now()
  let lookedAtStart = false
  /** How often the present step was written, null: there is none. */
  let written: number | null = null
  let writtenAt = Number.NEGATIVE_INFINITY
  let serial = 0
  let writing = false

  const aheadMs = () => {
    const floor = floorNow()
    return floor === null ? null : floor - clock.now()
  }

  function stepped(byMs: number): void {
    written = 0
    writtenAt = Number.NEGATIVE_INFINITY
    onStep(byMs)
  }

  function look(): void {
    const next = clock.now() - performance.now()
    const back = lead - next
    lead = next
    if (back > LEAST_STEP_MS) stepped(back)
    const ahead = aheadMs()
    if (!lookedAtStart && ahead !== null) {
      lookedAtStart = true
      if (written === null && ahead > LEAST_STEP_MS) stepped(ahead)
    }
    if (written === null) return
    // Once is always written: a process without a floor does not see whether others have done it.
    if (written >= MOST_WRITTEN || (written > 0 && (ahead ?? 0) <= LEAST_STEP_MS)) written = null
    else if (!writing && performance.now() - writtenAt >= WRITE_EVERY_MS) void write(back, ahead)
  }

  async function write(back: number, ahead: number | null): Promise<void> {
    writing = true
    writtenAt = performance.now()
    const now = clock.now()
    const event = clockSteppedEvent(
      `${run}/${++serial}`,
      hostname().slice(0, 64),
      now,
      Math.max(back, ahead ?? 0),
    )
    try {
      await log.appendSystem([event], now)
      if (written !== null) written++
    } catch (error) {
      // The log is away: the step stays to be written.
      onFault(error as Error)
    } finally {
      writing = false
    }
  }

  const looks = setInterval(look, LOOK_EVERY_MS)
  looks.unref()
  return () => clearInterval(looks)
}
