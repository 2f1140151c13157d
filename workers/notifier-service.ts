import type { MachineNote } from '#core/machine/machine-note.ts'
import { createPlanningContexts } from '#core/notify/planning-context.ts'
import type { Clock } from '#platform/clock.ts'
import { holidayDates } from '#platform/holidays.ts'
import type { ProcessLog } from '#platform/process-log.ts'
import { openContactMethods } from '#store/contact-methods.ts'
import { openNotifications } from '#store/jobs/notifications/open-notifications.ts'
import type { OpenSite } from '#store/open-site.ts'
import type { Fence } from '#store/redis/appender.ts'
import type { DeliveryContext } from './delivery/delivery-context.ts'
import { createStillWanted } from './notifier/create-still-wanted.ts'
import { leadNotifier } from './notifier/lead-notifier.ts'
import { machineNotifications, troubleNotifications } from './notifier/trouble-notifications.ts'
import type { FoldedFloor } from './timekeeper/folded-floor.ts'
import type { SharedFloor } from './timekeeper/shared-floor.ts'

export interface NotifierServiceOptions {
  readonly site: OpenSite
  readonly redisUrl: string
  readonly clock: Clock
  readonly log: ProcessLog
  /** The floor of the timekeeper in this process. */
  readonly floor: SharedFloor
}

/** What decides who is told, beside the timekeeper that leads and for whoever sends. */
export interface NotifierService extends Pick<DeliveryContext, 'stillWanted' | 'onFailing'> {
  /** Climbs the ladders by the leader's floor until told to stop. */
  lead(floor: FoldedFloor, stop: AbortSignal, fence: Fence): Promise<void>
  /** Tells the administrators what is the matter with the machine. */
  onMachine(note: MachineNote): Promise<void>
  /** Forgets notifications that could not be delivered so long ago (ms) or longer. */
  forgetOlder(ms: number): Promise<void>
  close(): Promise<void>
}

export async function openNotifierService(options: NotifierServiceOptions): Promise<NotifierService> {
  const { site, redisUrl, clock, log, floor } = options
  const onFault = (error: Error) => log.error({ err: error }, 'the notifier')
  const onTrouble = (error: Error) => log.warn({ err: error }, 'the notifier waits')
  const listeners = new Set<() => void>()
  const methods = await openContactMethods({
    database: site.database,
    site: site.id,
    onFault,
    onChange: () => {
      for (const listener of listeners) listener()
    },
  })
  const notifications = openNotifications({ url: redisUrl, site: site.id, onTrouble })
  const planningOf = createPlanningContexts(holidayDates, () => methods)
  return {
    stillWanted: createStillWanted({ floor, methods, clock }),
    async onFailing(lane, reason) {
      const { floor: present } = await floor.get()
      await notifications.enqueue(...troubleNotifications(lane, reason, planningOf(present, clock.now())))
    },
    async onMachine(note) {
      const { floor: present } = await floor.get()
      await notifications.enqueue(...machineNotifications(note, planningOf(present, clock.now())))
    },
    forgetOlder: (ms) => notifications.forgetOlder(ms),
    lead: (leaders, stop, fence) =>
      leadNotifier(
        {
          ...{ log: site.log, clock, floor: leaders, methods, onFault },
          onMethods(listener) {
            listeners.add(listener)
            return () => listeners.delete(listener)
          },
          enqueue: (...given) => notifications.enqueue(...given),
        },
        stop,
        fence,
      ),
    async close() {
      methods.close()
      await notifications.close()
    },
  }
}
