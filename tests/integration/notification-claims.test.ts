import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ContactMethod, Notification } from '#core/notify/notification.ts'
import { NOT_TRIED } from '#store/jobs/notifications/delivery-state.ts'
import {
  createNotificationClaims,
  type LaneLimits,
  type NotificationClaims,
} from '#store/jobs/notifications/notification-claims.ts'
import {
  createNotificationLanes,
  type NotificationLanes,
} from '#store/jobs/notifications/notification-lanes.ts'
import { openConnection, type RedisConnection } from '#store/redis/connection.ts'
import { alertOfNotification, notification } from '../support/notifications.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

/** Where notifications stand in Redis, and who may move them. */

let redis: PrivateRedis
let connection: RedisConnection
let box: NotificationLanes
let mine: NotificationClaims
let other: NotificationClaims
let serial = 0

beforeAll(async () => {
  redis = await startRedis()
  connection = openConnection(redis.url)
})
afterAll(async () => {
  connection.close()
  await redis.stop()
})
beforeEach(() => {
  const site = `s${++serial}`
  box = createNotificationLanes(connection, site)
  mine = createNotificationClaims({ connection, site, holder: 'mine', claimMs: 60_000 })
  other = createNotificationClaims({ connection, site, holder: 'other', claimMs: 60_000 })
})

const group: ContactMethod = { channel: 'dingtalk', target: 'group', address: null }
const LANE = 'dingtalk/group'
const free: LaneLimits = { buckets: [], atOnce: 2, patienceMs: 60_000, alone: false }
const limited = (capacity: number): LaneLimits => ({
  ...free,
  buckets: [{ capacity, everyMs: 60_000 }],
  atOnce: 10,
})

const of = (id: string, fields: Partial<Notification> = {}) => notification(id, group, fields)
const warning = (id: string) => of(id, { alerts: [alertOfNotification(id, 'warning')] })

async function take(claims: NotificationClaims, limits = free): Promise<string[] | string> {
  const taken = await claims.take(LANE, limits)
  return taken.is === 'taken' ? taken.claimed.map(({ notification: { id } }) => id) : taken.is
}

test('the gravest is taken first, each by one alone, and no more than may be on their way at once', async () => {
  await box.put([warning('w'), of('c'), warning('v')])
  expect(await take(mine)).toEqual(['t-c'])
  expect(await take(other)).toEqual(['t-v'])
  expect(await take(mine)).toBe('busy')
  await mine.settle(LANE, 't-c', { to: 'done' })
  expect(await take(other)).toEqual(['t-w'])
})

test('nobody can move what another holds', async () => {
  await box.put([of('a')])
  const taken = await mine.take(LANE, free)
  if (taken.is !== 'taken') throw new Error(taken.is)
  expect(await other.note(LANE, taken.claimed)).toBe(false)
  expect(await other.settle(LANE, 't-a', { to: 'done' })).toBe(false)
  expect(await mine.settle(LANE, 't-a', { to: 'done' })).toBe(true)
  expect(await mine.settle(LANE, 't-a', { to: 'gone' })).toBe(false)
})

test('an id that was told is not taken up again; one that nobody needed is', async () => {
  await box.put([of('told'), of('gone')])
  for (let count = 0; count < 2; count++) {
    const [id] = (await take(mine)) as string[]
    await mine.settle(LANE, id!, { to: id === 't-told' ? 'done' : 'gone' })
  }
  expect(await box.pending()).toEqual([])
  await box.put([of('told'), of('gone')])
  expect(await box.pending()).toEqual(['t-gone'])
})

test('while there is room each goes alone; where more waits than may go, all to one address goes together', async () => {
  await box.put([of('a'), of('b')])
  expect(await take(mine, limited(3))).toEqual(['t-a'])
  await box.put([warning('c'), of('d'), warning('e')])
  expect(await take(mine, limited(3))).toEqual(['t-b', 't-d', 't-c', 't-e'])
  await box.put([of('f')])
  expect(await take(mine, limited(3))).toEqual(['t-f'])
  await box.put([of('g')])
  expect(await take(mine, limited(3))).toBe('later')
  await mine.refund(LANE, limited(3))
  expect(await take(mine, limited(3))).toEqual(['t-g'])
})

test('a pause holds the line, and a longer one is not cut short', async () => {
  await box.put([of('a')])
  await mine.pause(LANE, 60_000, 'too fast')
  await mine.pause(LANE, 10, 'too fast')
  expect(await mine.take(LANE, free)).toMatchObject({ is: 'later' })
})

test('for a long pause nobody waits: what is there is taken to be told so, and nothing is sent', async () => {
  await box.put([of('a'), warning('b')])
  await mine.pause(LANE, 600_000, 'it answered 130101: too fast')
  const taken = await mine.take(LANE, limited(1))
  expect(taken).toMatchObject({ is: 'held', why: 'it answered 130101: too fast' })
  if (taken.is !== 'held') throw new Error(taken.is)
  expect(taken.ms).toBeGreaterThan(590_000)
  expect(taken.claimed.map(({ notification: { id } }) => id)).toEqual(['t-a', 't-b'])
  for (const id of ['t-a', 't-b'])
    expect(await mine.settle(LANE, id, { to: 'due', inMs: taken.ms, state: NOT_TRIED })).toBe(true)
  expect(await take(mine, limited(1))).toBe('none')
})

test('an address that is reached is passed over by the next; then all that waits for it goes together', async () => {
  const alone = { ...free, atOnce: 10, alone: true }
  const ring = (id: string, address: string) =>
    notification(id, { channel: 'dingtalk', target: 'group', address })
  await box.put([ring('a', '101'), ring('b', '102')])
  expect(await take(mine, alone)).toEqual(['t-a'])
  await box.put([ring('c', '101'), ring('d', '101')])
  expect(await take(other, alone)).toEqual(['t-b'])
  expect(await take(other, alone)).toBe('busy')
  await mine.settle(LANE, 't-a', { to: 'done' })
  expect(await take(other, alone)).toEqual(['t-c', 't-d'])
})

test('a quota that is used up is remembered until it ends, or something comes through', async () => {
  expect(await mine.exhausted(LANE)).toBeNull()
  await mine.exhaust(LANE, 'monthly limit', 60_000)
  expect(await other.exhausted(LANE)).toBe('monthly limit')
  await other.cameThrough(LANE)
  expect(await mine.exhausted(LANE)).toBeNull()
  await mine.exhaust(LANE, 'monthly limit', 1)
  while ((await mine.exhausted(LANE)) !== null);
})

test('what a dead sender held comes back with how far it was; what is due again comes back', async () => {
  const dying = createNotificationClaims({ connection, site: `s${serial}`, holder: 'dying', claimMs: 1 })
  await box.put([of('a')])
  const taken = await dying.take(LANE, free)
  if (taken.is !== 'taken') throw new Error(taken.is)
  await dying.note(LANE, [{ ...taken.claimed[0]!, state: { ...NOT_TRIED, tried: true } }])
  while ((await mine.sweep()).lanes.length === 0);
  const again = await mine.take(LANE, free)
  expect(again).toMatchObject({
    is: 'taken',
    claimed: [{ notification: { id: 't-a' }, state: { tried: true } }],
  })
  await mine.settle(LANE, 't-a', { to: 'due', inMs: 1, state: { ...NOT_TRIED, attempt: 1 } })
  while ((await mine.sweep()).lanes.length === 0);
  expect(await mine.take(LANE, free)).toMatchObject({ claimed: [{ state: { attempt: 1 } }] })
})

test('what was given up is listed, and is sent again from its attempts on, or forgotten', async () => {
  await box.put([of('a')])
  await take(mine)
  await mine.settle(LANE, 't-a', {
    to: 'dead',
    state: { ...NOT_TRIED, attempt: 3, reason: '403', final: true },
  })
  expect(await box.pending()).toEqual([])
  expect(await box.dead(5)).toMatchObject([{ notification: { id: 't-a' }, attempts: 3, reason: '403' }])
  expect(await box.resend('t-a')).toBe(LANE)
  expect(await box.resend('t-a')).toBeNull()
  expect(await mine.take(LANE, free)).toMatchObject({ claimed: [{ state: { attempt: 3, final: false } }] })
})

test('a line fails once failures go on for some seconds, and is well after the first that comes through', async () => {
  const from = performance.now()
  let status = await mine.failed(LANE, '503', false)
  expect(status).toBe('well')
  while (status === 'well') status = await mine.failed(LANE, '503', false)
  expect(status).toBe('became')
  expect(performance.now() - from).toBeGreaterThan(3_990)
  expect(await mine.failed(LANE, '503', false)).toBe('failing')
  expect(await mine.cameThrough(LANE)).toBe(true)
  expect(await mine.cameThrough(LANE)).toBe(false)
  // What would fail again fails for good at once.
  expect(await mine.failed(LANE, '401', true)).toBe('became')
})
