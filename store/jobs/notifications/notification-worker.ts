import { Worker } from 'bullmq'
import { openJobConnection } from '../job-connection.ts'
import { jobPrefix } from '../timer-jobs.ts'
import { NOTIFICATION_QUEUE, type NotificationJob } from './notification-jobs.ts'

export interface NotificationWorkerOptions {
  readonly url: string
  readonly site: string
  /** Sends what waits on a lane for as long as it may; should it fail, the sweep wakes another. */
  readonly onLane: (lane: string) => Promise<void>
  readonly onTrouble: (error: Error) => void
}

/** Enough that a target which hangs, of which a few may be on their way at once, does not keep the others. */
const AT_ONCE = 64

/** Waits for the jobs of the notifications' queue. Gives what ends it. */
export function workOnNotifications({ url, site, onLane: onLine, onTrouble }: NotificationWorkerOptions): {
  close(): Promise<void>
} {
  const connection = openJobConnection(url, onTrouble)
  const worker = new Worker<NotificationJob>(NOTIFICATION_QUEUE, (job) => onLine(job.data.line), {
    connection,
    prefix: jobPrefix(site),
    concurrency: AT_ONCE,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    lockDuration: 10_000,
    stalledInterval: 5_000,
  })
  worker.on('error', onTrouble)
  worker.on('failed', (_, error) => onTrouble(error))
  return {
    async close() {
      await worker.close(true)
      connection.disconnect()
    },
  }
}
