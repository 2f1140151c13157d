import { Worker } from 'bullmq'
import { openJobConnection } from './job-connection.ts'
import { CANARY, jobPrefix, TIMER_QUEUE, type TimerPayload } from './timer-jobs.ts'

export interface TimerWorkerOptions {
  readonly url: string
  readonly site: string
  /** An instant has come. What it resolves is done; should it fail, the sweep says what is due. */
  readonly onDue: (payload: TimerPayload) => Promise<void>
  readonly onCanary: () => void
  readonly onTrouble: (error: Error) => void
}

/** Few, so that in a storm the jobs do not stand in Redis's way before what they are about is said. */
const AT_ONCE = 8

/** Waits for the jobs of the timers' queue. Gives what ends it. */
export function workOnTimers(options: TimerWorkerOptions): { close(): Promise<void> } {
  const { onDue, onCanary, onTrouble } = options
  const connection = openJobConnection(options.url, onTrouble)
  const worker = new Worker<TimerPayload>(
    TIMER_QUEUE,
    async (job) => {
      if (job.name === CANARY) onCanary()
      else await onDue(job.data)
    },
    {
      connection,
      prefix: jobPrefix(options.site),
      concurrency: AT_ONCE,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      // A worker that was killed holds its jobs no longer than another needs to take over.
      lockDuration: 5_000,
      stalledInterval: 3_000,
    },
  )
  worker.on('error', onTrouble)
  return {
    async close() {
      await worker.close(true)
      connection.disconnect()
    },
  }
}
