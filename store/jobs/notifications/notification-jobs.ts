import { Queue } from 'bullmq'
import { hash128 } from '#core/collections/hash128.ts'
import { openJobConnection } from '../job-connection.ts'
import { jobPrefix } from '../timer-jobs.ts'

/** What a job carries: the lane on which something waits. */
export interface NotificationJob {
  readonly line: string
}

/** Wakes senders. A job that is lost loses nothing: the sweep finds what waits within a second. */
export interface NotificationJobs {
  /** Something waits on these lanes now. */
  wake(lanes: readonly string[]): Promise<void>
  /** Something can be sent on this lane in so many ms. */
  wakeIn(lane: string, ms: number): Promise<void>
  close(): Promise<void>
}

export const NOTIFICATION_QUEUE = 'tellings'
/** Later wakes of a lane that fall so close together are one. */
const GRAIN_MS = 100

export function openNotificationJobs(
  url: string,
  site: string,
  onTrouble: (error: Error) => void,
): NotificationJobs {
  const connection = openJobConnection(url, onTrouble)
  const queue = new Queue<NotificationJob>(NOTIFICATION_QUEUE, {
    connection,
    prefix: jobPrefix(site),
    streams: { events: { maxLen: 100 } },
  })
  queue.on('error', onTrouble)
  const leavesNothing = { removeOnComplete: true, removeOnFail: true }
  return {
    async wake(lanes) {
      const jobs = lanes.map((lane) => ({ name: 'send', data: { line: lane }, opts: leavesNothing }))
      if (jobs.length > 0) await queue.addBulk(jobs)
    },
    async wakeIn(lane, ms) {
      const slot = Math.ceil((Date.now() + ms) / GRAIN_MS)
      const jobId = `l${hash128(`${lane}@${slot}`)}`
      const delay = Math.max(0, slot * GRAIN_MS - Date.now())
      await queue.add('send', { line: lane }, { ...leavesNothing, jobId, delay })
    },
    async close() {
      await queue.close()
      connection.disconnect()
    },
  }
}
