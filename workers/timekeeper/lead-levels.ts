import { aboutTransition } from '#core/alerts/about-transition.ts'
import { ruleEventName } from '#core/alerts/rule-event.ts'
import type { PendingRuleEvent } from '#core/alerts/rule-outbox.ts'
import type { Changed } from '#core/floor/floor.ts'
import { createLevelWatch } from '#core/levels/level-watch.ts'
import type { Clock } from '#platform/clock.ts'
import { holidayDates } from '#platform/holidays.ts'
import type { EventLog } from '#store/log.ts'
import type { Fence } from '#store/redis/appender.ts'
import type { FoldedFloor } from './folded-floor.ts'
import { createRulePublisher } from './rule-publisher.ts'

export interface LeadLevelsOptions {
  readonly log: Pick<EventLog, 'appendSystem'>
  readonly clock: Pick<Clock, 'waitMs'>
  readonly floor: FoldedFloor
  /** The time of what is said now. */
  readonly at: () => number
  /** Whether more of what is late is coming in, so that figures are judged later: `judge` is called again then. */
  readonly awaitsMore: () => boolean
  readonly onFault: (error: Error) => void
}

/** Figures being watched. */
export interface LedLevels {
  /** Rows may have changed, or time has passed. */
  judge(changed: Changed): void
  stop(): void
}

/** setTimeout takes at most 2³¹ − 1 ms. */
const LONGEST_WAIT_MS = 2_000_000_000

const BEHIND_MS = 10

/** Adds what changed to what has, and gives what of it had not before. */
function addTo(all: Changed, changed: Changed): Changed {
  const first: Changed = new Map()
  for (const [type, ids] of changed) {
    const known = all.get(type) ?? new Set()
    all.set(type, known)
    first.set(type, new Set([...ids].filter((id) => !known.has(id))))
    for (const id of ids) known.add(id)
  }
  return first
}

/** What changed while more was awaited: all of it, and each row's first change with its instant (ms). */
interface Waiting {
  readonly all: Changed
  readonly first: { readonly at: number; readonly changed: Changed }[]
}

/**
 * Watches figures and says what the rules say of them, going on with the runs that the log has open. Nothing of it
 * stands in Redis: a next instant of a figure moves with each call, and whoever leads next judges the rows anew.
 */
export async function leadLevels(
  { log, clock, floor, at, awaitsMore, onFault }: LeadLevelsOptions,
  fence: Fence,
): Promise<LedLevels> {
  await floor.foldedToEnd()
  const unsaid = new Map<string, PendingRuleEvent>()
  const watch = createLevelWatch({
    floor: floor.floor,
    holidays: holidayDates,
    isUnsure: (kind, id) => floor.floor.isUnsure(kind, id),
  })
  const publisher = createRulePublisher({
    pending: () => unsaid,
    about: (transition) => aboutTransition(transition, floor.floor, floor.floor.site),
    foldedToEnd: () => floor.foldedToEnd(),
    async append(events) {
      const outcomes = await log.appendSystem(events, at(), fence)
      for (const { id } of events) unsaid.delete(id)
      return outcomes
    },
    now: at,
    onEmitted: () => undefined,
    onFault,
  })
  let timer: NodeJS.Timeout | undefined
  /** Null: no row has been judged. */
  let waiting: Waiting | null = null

  function sayLines(): void {
    for (const transition of watch.takeTransitions()) {
      const id = ruleEventName(transition, 0)
      unsaid.set(id, { id, what: 'say', transition: transition, takenBack: 0 })
    }
    if (unsaid.size > 0) publisher.wake()
    const next = watch.nextInstant()
    clearTimeout(timer)
    if (next === null) return
    // What is due already waits for the log to be read: time does not pass before.
    const waitMs = Math.ceil(clock.waitMs(next)) || BEHIND_MS
    timer = setTimeout(() => floor.pass(), Math.min(LONGEST_WAIT_MS, waitMs))
  }

  function judge(changed: Changed): void {
    const at = floor.floor.now
    if (awaitsMore()) {
      waiting?.first.push({ at, changed: addTo(waiting.all, changed) })
      return
    }
    if (waiting === null) watch.begin(at, floor.floor.openRuns())
    else {
      // What ended meanwhile ended then: time does not pass over it.
      for (const held of waiting.first) watch.judge(held.changed, held.at)
      watch.judge(changed, at)
    }
    waiting = { all: new Map(), first: [] }
    sayLines()
  }

  judge(new Map())
  return {
    judge,
    stop(): void {
      clearTimeout(timer)
      publisher.stop()
    },
  }
}
