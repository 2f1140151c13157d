import { Queue, Worker } from 'bullmq'
import { openJobConnection } from '#store/jobs/job-connection.ts'

const fail = (error: Error) => {
  throw error
}
const LEAVES_NOTHING = { removeOnComplete: true, removeOnFail: true }
const BATCH = 1_000

/** Adds delayed jobs as BullMQ does it fastest. */
export async function addJobs(queue: Queue, jobs: readonly { id: string; dueAt: number }[]): Promise<void> {
  for (let from = 0; from < jobs.length; from += BATCH) {
    const now = Date.now()
    await queue.addBulk(
      jobs.slice(from, from + BATCH).map(({ id, dueAt }) => ({
        name: 'due',
        data: { dueAt },
        opts: { ...LEAVES_NOTHING, jobId: id, delay: Math.max(0, dueAt - now) },
      })),
    )
  }
}

/** Removes jobs, a batch on its way at once. */
export async function removeJobs(queue: Queue, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += BATCH)
    await Promise.all(ids.slice(from, from + BATCH).map((id) => queue.remove(id)))
}

export function openBareQueue(url: string, name: string) {
  const connection = openJobConnection(url, fail)
  const queue = new Queue(name, { connection })
  return {
    queue,
    async close() {
      await queue.close()
      connection.disconnect()
    },
  }
}

/** How late (ms) each of `count` jobs is picked up by a bare worker. */
export async function bareLateness(url: string, name: string, count: number): Promise<number[]> {
  const late: number[] = []
  const done = Promise.withResolvers<void>()
  const connection = openJobConnection(url, fail)
  const worker = new Worker<{ dueAt: number }>(
    name,
    async ({ data }) => {
      late.push(Date.now() - data.dueAt)
      if (late.length === count) done.resolve()
    },
    { connection, concurrency: 100 },
  )
  await done.promise
  await worker.close(true)
  connection.disconnect()
  return late
}
