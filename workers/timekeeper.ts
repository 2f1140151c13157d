import { createLiveFloor, type LiveFloorOptions } from '#store/floor/live-floor.ts'
import { createTimerStatus } from '#store/jobs/timer-status.ts'
import type { EventLog } from '#store/log.ts'
import type { Fence } from '#store/redis/appender.ts'
import { watchClock } from '#store/watch-clock.ts'
import { asLeader } from './as-leader.ts'
import { createFoldedFloor, type FoldedFloor } from './timekeeper/folded-floor.ts'
import { type LeadOptions, leadTimers } from './timekeeper/lead-timers.ts'

export interface TimekeeperOptions extends Pick<LiveFloorOptions, 'snapshots' | 'archive' | 'clock'> {
  readonly url: string
  readonly site: string
  readonly log: EventLog
  /** Makes an empty floor that keeps lines. */
  readonly createFloor: LiveFloorOptions['createFloor']
  /** Redis is away, or a part of the timers waits for it; null: it is back. */
  readonly onTrouble: (error: Error | null) => void
  readonly onFault: (error: Error) => void
  /** The clock of this machine went back by so many ms. */
  readonly onClockStep?: (byMs: number) => void
  /** What else the one that holds the lease does with this floor, until told to stop; it must not fail. */
  readonly beside?: (floor: FoldedFloor, stop: AbortSignal, fence: Fence) => Promise<void>
  /** The floor is there, for whoever wants to look at it; null: it is no more. */
  readonly onFloor?: (floor: FoldedFloor | null) => void
}

export const TIMEKEEPER_LEASE = 'timekeeper'

/**
 * Says what the rules say, on time, until `signal`. Every process keeps the floor, so that it can take over within
 * seconds; one holds the lease, waits for the instants and says. Fails when the log cannot be followed any more.
 */
export async function runTimekeeper(options: TimekeeperOptions, signal: AbortSignal): Promise<void> {
  const { url, site, log, clock, onTrouble, onFault } = options
  const failed = Promise.withResolvers<never>()
  const live = createLiveFloor({
    ...options,
    onFolded: () => floor.folded(),
    onEntries: (entries) => floor.came(entries),
    onFailed: failed.reject,
  })
  const floor = createFoldedFloor({ live, log })
  const status = createTimerStatus({ url, site })
  const stopClockWatch = watchClock({
    ...{ clock, log, onFault },
    floorNow: () => (live.live ? live.floor.now : null),
    onStep: (byMs) => options.onClockStep?.(byMs),
  })
  const ended = new AbortController()
  const stop = AbortSignal.any([signal, ended.signal])
  let leading: Promise<void> = Promise.resolve()
  try {
    await live.start()
    const lead = { url, site, log, clock, floor, status, onTrouble, onFault }
    const lease = { url, site, name: TIMEKEEPER_LEASE, onFault }
    options.onFloor?.(floor)
    leading = asLeader(lease, (term, fence) => withBeside(options, lead, term, fence), stop)
    await Promise.race([leading, failed.promise])
  } finally {
    ended.abort()
    stopClockWatch()
    options.onFloor?.(null)
    floor.close()
    await leading.catch(() => undefined)
    await live.stop()
    status.close()
  }
}

/** The timers, and for as long as they are led what goes beside them. */
async function withBeside(
  { beside }: Pick<TimekeeperOptions, 'beside'>,
  lead: LeadOptions,
  term: AbortSignal,
  fence: Fence,
): Promise<void> {
  const ended = new AbortController()
  const others = beside?.(lead.floor, AbortSignal.any([term, ended.signal]), fence)
  try {
    await leadTimers(lead, term, fence)
  } finally {
    ended.abort()
    await others
  }
}
