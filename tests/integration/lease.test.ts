import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { holdLease, type Lease } from '#store/lease.ts'
import { createLog } from '#store/log.ts'
import { LogFenced } from '#store/log-error.ts'
import { openConnection } from '#store/redis/connection.ts'
import { siteKeys } from '#store/redis/keys.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

let redis: PrivateRedis
let site = 0
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

/** A holder whose gain and loss can be awaited. */
function hold(name = 'leader') {
  const acquired = Promise.withResolvers<number>()
  const lost = Promise.withResolvers<void>()
  const lease: Lease = holdLease({
    url: redis.url,
    site: `site-${site}`,
    name,
    onAcquired: (fence) => acquired.resolve(fence.number),
    onLost: lost.resolve,
    onFault: acquired.reject,
  })
  return { lease, acquired: acquired.promise, lost: lost.promise }
}

function ruled(id: string): AnyEvent {
  const data = { rule: 'first_reply' }
  return {
    id,
    source: 'rule/first_reply',
    type: 'rule.breached',
    time: 1_772_000_000_000,
    subject: 'case/C1',
    data,
  }
}

test('one holds it; when it stops the next takes over at once, with a greater number', async () => {
  site++
  const first = hold()
  const before = await first.acquired
  const second = hold()
  await new Promise((done) => setTimeout(done, 1_200))
  expect(second.lease.fence).toBeNull()
  const stoppedAt = performance.now()
  await first.lease.stop()
  await first.lost
  expect(await second.acquired).toBeGreaterThan(before)
  expect(performance.now() - stoppedAt).toBeLessThan(2_000)
  await second.lease.stop()
})

test('a holder that dies without a word is followed within 5 s', async () => {
  site++
  const connection = openConnection(redis.url)
  const keys = siteKeys(`site-${site}`)
  // What a holder that was killed right after renewing leaves behind, on a machine whose clock was ahead.
  const ahead = (Date.now() + 3_600_000) * 1_000
  await connection.send(['SET', keys.fence('leader'), String(ahead)])
  await connection.send(['SET', keys.lease('leader'), String(ahead), 'PX', '3000'])
  connection.close()
  const began = performance.now()
  const next = hold()
  expect(await next.acquired).toBe(ahead + 1)
  expect(performance.now() - began).toBeLessThan(5_000)
  await next.lease.stop()
})

test('who lost the lease cannot write under its number any more', async () => {
  site++
  const log = createLog({ url: redis.url, site: `site-${site}` })
  const first = hold()
  const old = { lease: 'leader', number: await first.acquired }
  expect(await log.appendSystem([ruled('1')], Date.now(), old)).toEqual(['accepted'])
  await first.lease.stop()
  await expect(log.appendSystem([ruled('2')], Date.now(), old)).rejects.toBeInstanceOf(LogFenced)
  const second = hold()
  const current = { lease: 'leader', number: await second.acquired }
  await expect(log.appendSystem([ruled('2')], Date.now(), old)).rejects.toBeInstanceOf(LogFenced)
  expect(await log.appendSystem([ruled('1'), ruled('2')], Date.now(), current)).toEqual([
    'duplicate',
    'accepted',
  ])
  expect(await log.length()).toBe(2)
  await second.lease.stop()
  log.close()
})

test('when Redis is away the holder gives up before another could have it', async () => {
  site++
  const holder = hold()
  await holder.acquired
  const began = performance.now()
  await redis.kill()
  await holder.lost
  expect(performance.now() - began).toBeLessThan(3_500)
  expect(holder.lease.fence).toBeNull()
  await redis.restart()
  await holder.lease.stop()
})

test('the lease of a process whose connection is gone is taken over at once', async () => {
  site++
  const keys = siteKeys(`site-${site}`)
  const dead = openConnection(redis.url)
  const id = await dead.send<number>(['CLIENT', 'ID'])
  await dead.send(['SET', keys.lease('leader'), '7', 'PX', '60000'])
  await dead.send(['SET', `${keys.lease('leader')}:holder`, String(id), 'PX', '60000'])
  const next = hold()
  await new Promise((done) => setTimeout(done, 1_000))
  expect(next.lease.fence).toBeNull()
  const began = performance.now()
  dead.close()
  await next.acquired
  expect(performance.now() - began).toBeLessThan(2_000)
  await next.lease.stop()
})
