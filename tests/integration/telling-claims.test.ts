import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Telling, Way } from '#core/alerts/telling.ts'
import { createTellingBox, type TellingBox } from '#store/jobs/tellings/telling-box.ts'
import {
  createTellingClaims,
  type LineLimits,
  type TellingClaims,
} from '#store/jobs/tellings/telling-claims.ts'
import { FRESH } from '#store/jobs/tellings/telling-state.ts'
import { openConnection, type RedisConnection } from '#store/redis/connection.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'
import { telling, toldAlert } from '../support/tellings.ts'

/** Where tellings stand in Redis, and who may move them. */

let redis: PrivateRedis
let connection: RedisConnection
let box: TellingBox
let mine: TellingClaims
let other: TellingClaims
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
  box = createTellingBox(connection, site)
  mine = createTellingClaims({ connection, site, holder: 'mine', claimMs: 60_000 })
  other = createTellingClaims({ connection, site, holder: 'other', claimMs: 60_000 })
})

const group: Way = { channel: 'dingtalk', target: 'group', address: null }
const LINE = 'dingtalk/group'
const free: LineLimits = { buckets: [], atOnce: 2 }
const limited = (capacity: number): LineLimits => ({ buckets: [{ capacity, everyMs: 60_000 }], atOnce: 10 })

const of = (id: string, fields: Partial<Telling> = {}) => telling(id, group, fields)
const warning = (id: string) => of(id, { alerts: [toldAlert(id, 'warning')] })

async function take(claims: TellingClaims, limits = free): Promise<string[] | string> {
  const taken = await claims.take(LINE, limits)
  return taken.is === 'taken' ? taken.claimed.map(({ telling: { id } }) => id) : taken.is
}

test('the gravest is taken first, each by one alone, and no more than may be on their way at once', async () => {
  await box.put([warning('w'), of('c'), warning('v')])
  expect(await take(mine)).toEqual(['t-c'])
  expect(await take(other)).toEqual(['t-v'])
  expect(await take(mine)).toBe('busy')
  await mine.settle(LINE, 't-c', { to: 'done' })
  expect(await take(other)).toEqual(['t-w'])
})

test('nobody can move what another holds', async () => {
  await box.put([of('a')])
  const taken = await mine.take(LINE, free)
  if (taken.is !== 'taken') throw new Error(taken.is)
  expect(await other.note(LINE, taken.claimed)).toBe(false)
  expect(await other.settle(LINE, 't-a', { to: 'done' })).toBe(false)
  expect(await mine.settle(LINE, 't-a', { to: 'done' })).toBe(true)
  expect(await mine.settle(LINE, 't-a', { to: 'gone' })).toBe(false)
})

test('an id that was told is not taken up again; one that nobody needed is', async () => {
  await box.put([of('told'), of('gone')])
  for (let count = 0; count < 2; count++) {
    const [id] = (await take(mine)) as string[]
    await mine.settle(LINE, id!, { to: id === 't-told' ? 'done' : 'gone' })
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
  await mine.refund(LINE, limited(3))
  expect(await take(mine, limited(3))).toEqual(['t-g'])
})

test('a pause holds the line, and a longer one is not cut short', async () => {
  await box.put([of('a')])
  await mine.pause(LINE, 60_000)
  await mine.pause(LINE, 10)
  expect(await mine.take(LINE, free)).toMatchObject({ is: 'later' })
})

test('what a dead sender held comes back with how far it was; what is due again comes back', async () => {
  const dying = createTellingClaims({ connection, site: `s${serial}`, holder: 'dying', claimMs: 1 })
  await box.put([of('a')])
  const taken = await dying.take(LINE, free)
  if (taken.is !== 'taken') throw new Error(taken.is)
  await dying.note(LINE, [{ ...taken.claimed[0]!, state: { ...FRESH, tried: true } }])
  while ((await mine.sweep()).lines.length === 0);
  const again = await mine.take(LINE, free)
  expect(again).toMatchObject({ is: 'taken', claimed: [{ telling: { id: 't-a' }, state: { tried: true } }] })
  await mine.settle(LINE, 't-a', { to: 'due', inMs: 1, state: { ...FRESH, attempt: 1 } })
  while ((await mine.sweep()).lines.length === 0);
  expect(await mine.take(LINE, free)).toMatchObject({ claimed: [{ state: { attempt: 1 } }] })
})

test('what was given up is listed, and is sent again from its attempts on, or forgotten', async () => {
  await box.put([of('a')])
  await take(mine)
  await mine.settle(LINE, 't-a', { to: 'dead', state: { ...FRESH, attempt: 3, reason: '403', final: true } })
  expect(await box.pending()).toEqual([])
  expect(await box.dead(5)).toMatchObject([{ telling: { id: 't-a' }, attempts: 3, reason: '403' }])
  expect(await box.resend('t-a')).toBe(LINE)
  expect(await box.resend('t-a')).toBeNull()
  expect(await mine.take(LINE, free)).toMatchObject({ claimed: [{ state: { attempt: 3, final: false } }] })
})

test('a line fails once failures go on for some seconds, and is well after the first that comes through', async () => {
  const from = performance.now()
  let standing = await mine.failed(LINE, '503')
  expect(standing).toBe('well')
  while (standing === 'well') standing = await mine.failed(LINE, '503')
  expect(standing).toBe('became')
  expect(performance.now() - from).toBeGreaterThan(3_990)
  expect(await mine.failed(LINE, '503')).toBe('failing')
  expect(await mine.cameThrough(LINE)).toBe(true)
  expect(await mine.cameThrough(LINE)).toBe(false)
})
