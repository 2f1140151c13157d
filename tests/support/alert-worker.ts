import { createFloor } from '#core/floor/create-floor.ts'
import type { Notification } from '#core/notify/notification.ts'
import type { PeopleSettings } from '#core/notify/planning-context.ts'
import { type Clock, createClock } from '#platform/clock.ts'
import { openNotifications } from '#store/jobs/notifications/open-notifications.ts'
import { createLog } from '#store/log.ts'
import { createStillWanted } from '#workers/notifier/create-still-wanted.ts'
import { leadNotifier } from '#workers/notifier/lead-notifier.ts'
import { createSharedFloor } from '#workers/timekeeper/shared-floor.ts'
import { runTimekeeper } from '#workers/timekeeper.ts'

/** Nobody set anything up alone: the site file says how they are told. */
const BY_FILE: PeopleSettings = { methodsOf: () => [], quietOf: () => null }

/** A process that says what falls due and climbs the alerts' ladders. */
export interface AlertWorker {
  readonly faults: readonly Error[]
  stillWanted(notification: Notification): Promise<Notification | null>
  running: Promise<void>
  stop(): Promise<void>
}

export function workOnAlerts(
  url: string,
  site: string,
  clock: Clock = createClock({ kind: 'real' }),
): AlertWorker {
  const stop = new AbortController()
  const log = createLog({ url, site })
  const faults: Error[] = []
  const onFault = (error: Error) => void faults.push(error)
  const shared = createSharedFloor()
  const notifications = openNotifications({ url, site, onTrouble: () => undefined })
  const running = runTimekeeper(
    {
      ...{ url, site, log, clock, onFault },
      createFloor: () => createFloor({ keepTransitions: true }),
      onTrouble: () => undefined,
      onFloor: (floor) => shared.put(floor),
      beside: (floor, term, fence) =>
        leadNotifier(
          {
            ...{ log, clock, floor, onFault, methods: BY_FILE, onMethods: () => () => undefined },
            enqueue: (...given) => notifications.enqueue(...given),
          },
          term,
          fence,
        ),
    },
    stop.signal,
  )
  return {
    faults,
    running,
    stillWanted: createStillWanted({ floor: shared, methods: BY_FILE, clock }),
    async stop() {
      stop.abort()
      await running
      await notifications.close()
      log.close()
    },
  }
}
