import type { Notification } from '#core/notify/notification.ts'
import { createPlanningContexts, type PeopleSettings } from '#core/notify/planning-context.ts'
import { stillWanted } from '#core/notify/still-wanted.ts'
import type { Clock } from '#platform/clock.ts'
import { holidayDates } from '#platform/holidays.ts'
import { oneAfterAnother } from '../timekeeper/one-after-another.ts'
import type { SharedFloor } from '../timekeeper/shared-floor.ts'

export interface StillWantedOptions {
  readonly floor: Pick<SharedFloor, 'get'>
  readonly methods: PeopleSettings
  readonly clock: Pick<Clock, 'now'>
}

/**
 * For those who send: asks of a message, just before it is sent, what it is to say by all that the log holds. Null: its
 * cause is gone or somebody has it.
 */
export function createStillWanted({ floor, methods, clock }: StillWantedOptions) {
  const planningOf = createPlanningContexts(holidayDates, () => methods)
  // Many ask at once in a storm: the log's end is looked up for all of them together.
  const folded = oneAfterAnother(async () => (await floor.get()).foldedToEnd())
  return async (notification: Notification): Promise<Notification | null> => {
    await folded()
    const { floor: present } = await floor.get()
    return stillWanted(notification, planningOf(present, Math.max(clock.now(), present.now)))
  }
}
