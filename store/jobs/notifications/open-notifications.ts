import type { Notification } from '#core/notify/notification.ts'
import { openConnection } from '../../redis/connection.ts'
import { gatherWakes } from './gather-wakes.ts'
import { openNotificationJobs } from './notification-jobs.ts'
import { createNotificationLanes, type DeadLetter, type LaneHealth } from './notification-lanes.ts'

/** How notifications are handed over to be sent, and how their sending does. */
export interface Notifications {
  /** When it resolves they are on disk and will be sent; each id once, whoever asks how often. */
  enqueue(...notifications: Notification[]): Promise<void>
  /** The ids of those that have not been told, nor given up. */
  pending(): Promise<string[]>
  /** Those that were given up, the newest first. */
  dead(count: number): Promise<DeadLetter[]>
  /** Sends one again that was given up; false: it is none of them. */
  resend(id: string): Promise<boolean>
  /** Forgets one that was given up; false: it is none of them. */
  forget(id: string): Promise<boolean>
  /** Forgets those that were given up so long ago (ms) or longer. */
  forgetOlder(ms: number): Promise<void>
  lanes(): Promise<LaneHealth[]>
  close(): Promise<void>
}

export interface NotificationsOptions {
  readonly url: string
  readonly site: string
  readonly onTrouble: (error: Error) => void
}

const GAP_MS = 50

export function openNotifications({ url, site, onTrouble }: NotificationsOptions): Notifications {
  const connection = openConnection(url)
  const box = createNotificationLanes(connection, site)
  const jobs = openNotificationJobs(url, site, onTrouble)
  // What is put stays put: a wake that fails, or is never sent, is made up for by the sweep.
  const wakes = gatherWakes((lanes) => jobs.wake(lanes), GAP_MS, onTrouble)
  return {
    async enqueue(...notifications) {
      if (notifications.length === 0) return
      wakes.add(await box.put(notifications))
    },
    pending: () => box.pending(),
    dead: (count) => box.dead(count),
    async resend(id) {
      const lane = await box.resend(id)
      if (lane !== null) wakes.add([lane])
      return lane !== null
    },
    forget: (id) => box.forget(id),
    forgetOlder: (ms) => box.forgetOlder(ms),
    lanes: () => box.lanes(),
    async close() {
      await wakes.close()
      await jobs.close()
      connection.close()
    },
  }
}
