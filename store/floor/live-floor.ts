import type { LogEntry } from '#core/event/event.ts'
import { comparePositions } from '#core/event/log-position.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { Clock } from '#platform/clock.ts'
import type { EventLog } from '../log.ts'
import { buildFloor, type FloorSources } from './build-floor.ts'
import { createFoldCosts, type FoldCost } from './fold-costs.ts'
import { foldSlices, refoldBefore, reportBroken } from './fold-slices.ts'

export interface LiveFloorOptions extends FloorSources {
  readonly log: FloorSources['log'] & Pick<EventLog, 'follow'>
  readonly clock: Clock
  /** Rows may have changed: by events, or by time alone. */
  readonly onFolded: () => void
  /** These are folded next, as they were read from the log while it is followed. */
  readonly onEntries?: (entries: readonly LogEntry[]) => void
  /** What the events of each source cost since this was told last, with what they changed. */
  readonly onCosts?: (costs: ReadonlyMap<string, FoldCost>) => void
  /** Redis is away (the follower goes on by itself), `null`: it is back. */
  readonly onTrouble?: (error: Error | null) => void
  /** Following has ended for good (such as `LogGap`): what is shown is no longer the floor, the process must begin anew. */
  readonly onFailed: (error: Error) => void
}

export interface LiveFloor {
  /** Resolves when everything that is in the log at the call is folded. */
  start(): Promise<void>
  stop(): Promise<void>
  /** The floor; throws before `start` has resolved. */
  readonly floor: Floor
  /** Lets time pass to now at once, and tells the listener. */
  pass(): void
  /** Whether everything known to be in the log is folded, and Redis is there to say more. */
  readonly live: boolean
  /** How old what is shown is, ms of the site's clock; 0 when live. */
  readonly lagMs: number
}

/** setTimeout takes at most 2³¹ − 1 ms; a later instant is looked at again then. */
const LONGEST_WAIT_MS = 2_000_000_000

/** Keeps a floor in this process: folds the log as it grows, and lets the clock change what time alone changes. */
export function createLiveFloor(options: LiveFloorOptions): LiveFloor {
  const { clock, log } = options
  const costs = createFoldCosts()
  const stopping = new AbortController()
  let built: Floor | null = null
  let following: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let cut = false
  let behind = false

  function floor(): Floor {
    if (built === null) throw new Error('the floor is not built yet')
    return built
  }

  function onFolded(): void {
    options.onFolded()
    const spent = costs.take()
    if (spent.size > 0) options.onCosts?.(spent)
  }

  /**
   * Time passes only when nothing is known to be unread: an instant must not overtake an entry from before it. Up to the
   * next instant at which something is folded again at most: the next turn goes on from there.
   */
  function passTime(): void {
    clearTimeout(timer)
    const current = floor()
    const now = clock.now()
    const began = performance.now()
    if (!behind) current.advance(refoldBefore(current, now) ?? now)
    reportBroken(current, options.onFault)
    onFolded()
    costs.common(performance.now() - began)
    const next = current.nextInstant()
    if (next === null || stopping.signal.aborted) return
    const waitMs = Math.min(LONGEST_WAIT_MS, Math.ceil(clock.waitMs(next)))
    timer = setTimeout(passTime, behind ? Math.max(waitMs, 10) : waitMs)
  }

  async function fold(entries: LogEntry[], full: boolean): Promise<void> {
    behind = true
    options.onEntries?.(entries)
    await foldSlices(floor(), entries, { onSlice: onFolded, onFault: options.onFault, costs })
    // A full batch may well be the last: only the log knows, and it would say nothing more on its own.
    behind = full && comparePositions(floor().pos, await log.last()) < 0
    passTime()
  }

  const AT_ONCE = 1_000
  const follow = () =>
    log.follow({
      from: floor().pos,
      isExact: true,
      count: AT_ONCE,
      signal: stopping.signal,
      onEntries: fold,
      onTrouble: (error) => {
        cut = error !== null
        options.onTrouble?.(error)
      },
    })

  return {
    async start() {
      built = await buildFloor(options)
      passTime()
      following = follow().catch((error: Error) => {
        cut = true
        options.onFailed(error)
      })
    },
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await following
    },
    get floor() {
      return floor()
    },
    pass: passTime,
    get live() {
      return built !== null && !cut && !behind
    },
    get lagMs() {
      if (built === null) return 0
      return cut || behind ? Math.max(0, clock.now() - built.now) : 0
    },
  }
}
