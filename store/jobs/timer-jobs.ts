import { Queue } from 'bullmq'
import { hash128 } from '#core/collections/hash128.ts'
import { siteKeys } from '../redis/keys.ts'
import { openJobConnection } from './job-connection.ts'

/** A subject's next instant was `from` and is `to` (ms of the site's clock; null: there is none). */
export interface TimerMove {
  readonly subject: string
  readonly from: number | null
  readonly to: number | null
}

/** What a job carries: whose instant it is, and the log position by which it was planned. */
export interface TimerPayload {
  readonly subject: string
  readonly pos: string
}

/**
 * The timers of a site in Redis: one delayed job for each subject's next instant, and beside them the instants
 * themselves in a sorted set, which is what a sweep goes by. They are derived and may be lost.
 */
export interface TimerJobs {
  /** All instants as they stand in the sorted set. */
  load(): Promise<Map<string, number>>
  /** Moves instants and their jobs; `pos` is the log position by which they were planned. Safe to do again. */
  move(moves: readonly TimerMove[], pos: string): Promise<void>
  /** The subjects whose instant is at or before `until`, at most `count`, the earliest first. */
  due(until: number, count: number): Promise<{ subject: string; at: number }[]>
  /** Adds the job that proves that the queue's workers work, unless one waits already. */
  addCanary(): Promise<void>
  /** How many subjects wait for an instant. */
  pending(): Promise<number>
  close(): Promise<void>
}

export interface TimerJobsOptions {
  readonly url: string
  readonly site: string
  /** Real ms until an instant of the site's clock. */
  readonly waitMs: (at: number) => number
  readonly onTrouble: (error: Error) => void
}

export const TIMER_QUEUE = 'timers'
export const CANARY = 'canary'
export const jobPrefix = (site: string) => `${siteKeys(site).prefix}jobs`

/** BullMQ refuses ids with a colon, and integers; a letter in front makes it never one. */
const jobId = (subject: string, at: number) => `t${hash128(`${subject}@${at}`)}`
/** An id that still lies among the finished jobs would be ignored. */
const LEAVES_NOTHING = { removeOnComplete: true, removeOnFail: true }

export function openTimerJobs({ url, site, waitMs, onTrouble }: TimerJobsOptions): TimerJobs {
  const connection = openJobConnection(url, onTrouble)
  const queue = new Queue(TIMER_QUEUE, {
    connection,
    prefix: jobPrefix(site),
    streams: { events: { maxLen: 100 } },
  })
  queue.on('error', onTrouble)
  const instants = `${siteKeys(site).prefix}timers:instants`

  async function keepInstants(moves: readonly TimerMove[]): Promise<void> {
    const put = moves.flatMap(({ subject, to }) => (to === null ? [] : [to, subject]))
    const gone = moves.flatMap(({ subject, to }) => (to === null ? [subject] : []))
    const done = []
    if (put.length > 0) done.push(connection.zadd(instants, ...put))
    if (gone.length > 0) done.push(connection.zrem(instants, ...gone))
    await Promise.all(done)
  }

  /** A job whose instant has come is on its way already and leaves by itself. */
  async function removeJobs(moves: readonly TimerMove[]): Promise<void> {
    const lost = moves.filter(({ from }) => from !== null && waitMs(from) > 0)
    const removing = lost.map(({ subject, from }) =>
      queue.remove(jobId(subject, from!), { removeChildren: false }),
    )
    await Promise.all(removing)
  }

  async function addJobs(moves: readonly TimerMove[], pos: string): Promise<void> {
    const jobs = moves.flatMap(({ subject, to }) => {
      if (to === null) return []
      const opts = { ...LEAVES_NOTHING, jobId: jobId(subject, to), delay: Math.ceil(waitMs(to)) }
      return [{ name: 'due', data: { subject, pos } satisfies TimerPayload, opts }]
    })
    if (jobs.length > 0) await queue.addBulk(jobs)
  }

  return {
    async load() {
      const map = new Map<string, number>()
      const flat = await connection.zrange(instants, '0', '-1', 'WITHSCORES')
      for (let index = 0; index < flat.length; index += 2) map.set(flat[index]!, Number(flat[index + 1]))
      return map
    },
    async move(moves, pos) {
      // All three go out at once and are answered in this order: should it break off, the set is nearest to the truth.
      await Promise.all([keepInstants(moves), removeJobs(moves), addJobs(moves, pos)])
    },
    async due(until, count) {
      const flat = await connection.zrangebyscore(instants, 0, until, 'WITHSCORES', 'LIMIT', 0, count)
      const found = []
      for (let index = 0; index < flat.length; index += 2)
        found.push({ subject: flat[index]!, at: Number(flat[index + 1]) })
      return found
    },
    async addCanary() {
      await queue.add(CANARY, {}, { ...LEAVES_NOTHING, jobId: CANARY })
    },
    pending: () => connection.zcard(instants),
    async close() {
      await queue.close()
      connection.disconnect()
    },
  }
}
