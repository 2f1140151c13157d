import { setTimeout as wait } from 'node:timers/promises'
import { Queue } from 'bullmq'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { openJobConnection } from '#store/jobs/job-connection.ts'
import { holdLease, type Lease } from '#store/lease.ts'
import { createLog } from '#store/log.ts'
import { LogGap, LogUnavailable } from '#store/log-error.ts'
import { type RedisGroup, startRedisGroup } from '../support/redis-group.ts'

/**
 * Guarantee: behind Sentinels a replica takes over by itself. Of what was confirmed nothing is lost where a replica is
 * waited for; who had folded what the new primary never had is told so, and begins anew.
 */

const NOON = Date.parse('2026-03-02T12:00:00Z')
let group: RedisGroup
beforeAll(async () => {
  group = await startRedisGroup()
})
afterAll(() => group.stop())

function queued(id: string): AnyEvent {
  const data = { queue: 'support', channel: 'voice' }
  return { id, source: 'pbx', type: 'contact.queued', time: NOON, subject: `C-${id}`, data }
}

test('a primary is killed in the middle of writing: all that was confirmed is in the log of the next', {
  timeout: 60_000,
}, async () => {
  const url = `${group.url}?replicas=1`
  const log = createLog({ url, site: 'safe' })
  const jobs = new Queue('safe', {
    connection: openJobConnection(url, () => undefined),
    prefix: 'huiyin:{safe}',
  })
  jobs.on('error', () => undefined)
  let held = 0
  const leaseFaults: Error[] = []
  const fences: number[] = []
  const lease: Lease = holdLease({
    ...{ url, site: 'safe', name: 'one' },
    onAcquired: ({ number }) => {
      held++
      fences.push(number)
    },
    onLost: () => held--,
    onFault: (error) => leaseFaults.push(error),
  })
  const heard: string[] = []
  const stopping = new AbortController()
  const following = log
    .follow({
      from: LOG_START,
      onEntries: (entries) => void heard.push(...entries.map(({ event }) => event.id)),
      signal: stopping.signal,
    })
    .catch((error: Error) => error)
  const confirmed: string[] = []
  let refused = 0
  let isOver = false
  const writing = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; !isOver; n++) {
      const id = `${writer}-${n}`
      // As a feed does: what was not confirmed is sent again until it is.
      for (;;)
        try {
          await log.append([queued(id)], NOON)
          confirmed.push(id)
          break
        } catch (error) {
          if (!(error instanceof LogUnavailable)) throw error
          refused++
          await wait(20)
        }
    }
  })
  const until = async (count: number) => {
    while (confirmed.length < count) await wait(10)
  }
  await until(200)
  await jobs.add('before', {})
  // What it writes in its last half second no replica hears of: it is confirmed to nobody.
  const goOn = await group.cutOff()
  await wait(500)
  const killedAt = performance.now()
  await group.primary.kill()
  goOn()
  const before = confirmed.length
  await until(before + 200)
  console.info(`the replica had taken over after ${Math.round(performance.now() - killedAt)} ms`)
  await jobs.add('after', {})
  isOver = true
  await Promise.all(writing)
  const there = new Set<string>()
  for (let pos = LOG_START; ; ) {
    const entries = await log.read(pos, 1_000)
    if (entries.length === 0) break
    for (const { event } of entries) there.add(event.id)
    pos = entries.at(-1)!.pos
  }
  expect(confirmed.filter((id) => !there.has(id))).toEqual([])
  expect(refused).toBeGreaterThan(0)
  while (held === 0) await wait(20)
  expect(leaseFaults).toEqual([])
  expect(fences).toEqual([...new Set(fences)])
  while (!confirmed.every((id) => heard.includes(id))) await wait(20)
  stopping.abort()
  expect(await following).toBeUndefined()
  await lease.stop()
  await jobs.close()
  log.close()
})

test('while there are fewer replicas than are waited for nothing is confirmed; where none is, all is', async () => {
  // The one that was killed does not come back: who took over has one replica.
  const strict = createLog({ url: `${group.url}?replicas=2`, site: 'alone' })
  const plain = createLog({ url: group.url, site: 'alone' })
  await expect(strict.append([queued('1')], NOON)).rejects.toThrow('of 2 replicas 1 have it')
  // It is in the log all the same, so that sending it again writes no second one.
  expect(await plain.append([queued('1'), queued('2')], NOON)).toEqual(['duplicate', 'accepted'])
  strict.close()
  plain.close()
})

test('who had followed a log that went back under it is told, although the log has gone on since', async () => {
  const log = createLog({ url: group.url, site: 'back' })
  await log.append([queued('1')], NOON)
  const [first] = await log.read(LOG_START, 1)
  const [ms] = first!.pos.split('-')
  while (Date.now() <= Number(ms)) await wait(1)
  await log.append([queued('2')], NOON)
  const never = `${ms}-999999`
  const options = { onEntries: () => undefined, signal: AbortSignal.timeout(5_000) }
  await expect(log.follow({ ...options, from: never, isExact: true })).rejects.toBeInstanceOf(LogGap)
  log.close()
})
