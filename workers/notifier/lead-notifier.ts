import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { type EscalationStep, stepEvent } from '#core/notify/escalation-step.ts'
import { givenSince } from '#core/notify/given-since.ts'
import type { Notification } from '#core/notify/notification.ts'
import { createPlanner } from '#core/notify/planner.ts'
import { createPlanningContexts, type PeopleSettings } from '#core/notify/planning-context.ts'
import type { Clock } from '#platform/clock.ts'
import { holidayDates } from '#platform/holidays.ts'
import type { EventLog } from '#store/log.ts'
import { LogBusy, LogFenced, LogUnavailable } from '#store/log-error.ts'
import type { Fence } from '#store/redis/appender.ts'
import type { FoldedFloor } from '../timekeeper/folded-floor.ts'
import { oneAfterAnother } from '../timekeeper/one-after-another.ts'

export interface NotifierOptions {
  readonly log: Pick<EventLog, 'appendSystem'>
  readonly clock: Pick<Clock, 'now' | 'waitMs'>
  readonly floor: FoldedFloor
  readonly methods: PeopleSettings
  /** Ways may have changed since; gives what ends it. */
  readonly onMethods: (listener: () => void) => () => void
  /** Hands messages over to be sent: each id once, however often it is given. */
  readonly enqueue: (...notifications: Notification[]) => Promise<void>
  readonly onFault: (error: Error) => void
}

const BATCH = 500
const RETRY_MS = 250
/** What was handed over and of which nothing is heard for so long is handed over again. */
const AGAIN_MS = 60_000
/** What was put into somebody's hands so long before this process began to lead, and was not told, is told by it. */
const GIVEN_LATELY_MS = 3_600_000
/** setTimeout takes at most 2³¹ − 1 ms. */
const LONGEST_WAIT_MS = 2_000_000_000

/**
 * Climbs the ladders, in the one process that holds the lease, until `stop`: writes each step that is due into the log,
 * and hands over what is to be sent once the step is read back from there. All it knows follows from the log.
 */
export async function leadNotifier(options: NotifierOptions, stop: AbortSignal, fence: Fence): Promise<void> {
  const { log, clock, floor, enqueue, onFault } = options
  const planningOf = createPlanningContexts(holidayDates, () => options.methods)
  const planner = createPlanner()
  let site = floor.floor.site
  let timer: NodeJS.Timeout | undefined
  let retry: NodeJS.Timeout | undefined
  const now = () => Math.max(clock.now(), floor.floor.now)

  async function write(steps: readonly EscalationStep[]): Promise<void> {
    for (let from = 0; from < steps.length; from += BATCH) {
      const batch = steps.slice(from, from + BATCH)
      try {
        await log.appendSystem(batch.map(stepEvent), now(), fence)
      } catch (error) {
        planner.refused(steps.slice(from))
        throw error
      }
    }
  }

  async function handOver(notifications: readonly Notification[]): Promise<void> {
    for (let from = 0; from < notifications.length; from += BATCH) {
      try {
        await enqueue(...notifications.slice(from, from + BATCH))
      } catch (error) {
        planner.sendAgain()
        throw error
      }
    }
  }

  function waitForNext(): void {
    clearTimeout(timer)
    const next = planner.nextInstant()
    if (next === null || stop.aborted) return
    const waitMs = Math.min(LONGEST_WAIT_MS, Math.ceil(clock.waitMs(next)))
    timer = setTimeout(wake, waitMs)
  }

  const round = oneAfterAnother(async () => {
    if (stop.aborted) return
    await floor.foldedToEnd()
    if (floor.floor.site !== site) {
      site = floor.floor.site
      planner.touchAll({ floor: floor.floor })
    }
    const planning = planningOf(floor.floor, now())
    const steps = planner.takeSteps(planning)
    await write(steps)
    await handOver(planner.takeNotifications(planning))
    waitForNext()
  })

  function wake(): void {
    round().catch((error: Error) => {
      if (stop.aborted || error instanceof LogFenced) return
      if (!(error instanceof LogUnavailable || error instanceof LogBusy)) onFault(error)
      clearTimeout(retry)
      retry = setTimeout(wake, RETRY_MS)
    })
  }

  /** Whoever led before may have ended between what was given and the word of it: all cases are looked through, in turns. */
  async function touchGiven(): Promise<void> {
    for (const some of givenSince(floor.floor, now() - GIVEN_LATELY_MS)) {
      if (stop.aborted) return
      planner.touch(some)
      await nextTurn()
    }
    wake()
  }

  planner.touchAll({ floor: floor.floor })
  const forgetFloor = floor.onFolded((_, changed) => {
    planner.touch(changed)
    wake()
  })
  const forgetMethods = options.onMethods(() => {
    planner.touchAll({ floor: floor.floor })
    wake()
  })
  try {
    await touchGiven()
    while (!stop.aborted) {
      await wait(AGAIN_MS, null, { signal: stop }).catch(() => null)
      planner.sendAgain()
      wake()
    }
  } finally {
    forgetFloor()
    forgetMethods()
    clearTimeout(timer)
    clearTimeout(retry)
  }
}
