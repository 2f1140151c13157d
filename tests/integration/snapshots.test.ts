import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openConnection } from '#store/redis/connection.ts'
import { siteKeys } from '#store/redis/keys.ts'
import { createSnapshotStore, type SnapshotStore } from '#store/snapshots.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

let redis: PrivateRedis
let store: SnapshotStore
let site = 0

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(() => {
  store = createSnapshotStore({ url: redis.url, site: `site-${++site}` })
  return () => store.close()
})

async function collected(chunks: AsyncIterable<string>) {
  const all: string[] = []
  for await (const chunk of chunks) all.push(chunk)
  return all
}

test('what was written is read back chunk by chunk, also when it is many pieces', async () => {
  const chunks = Array.from(
    { length: 900 },
    (_, index) => `${index} 回音 ${randomBytes(600).toString('hex')}`,
  )
  const info = await store.write({ schema: 'a', pos: '5-0' }, chunks)
  expect(info.pieces).toBeGreaterThan(1)
  expect(await store.list()).toEqual([info])
  expect(await collected(store.read(info))).toEqual(chunks)
})

test('a chunk that is longer than what is unpacked at a time is read back whole', async () => {
  const chunks = ['short', `${randomBytes(700_000).toString('hex')}回音`, '', '回音'.repeat(300_000), 'last']
  const info = await store.write({ schema: 'a', pos: '5-0' }, chunks)
  expect(await collected(store.read(info))).toEqual(chunks)
})

test('a snapshot of nothing is one, too', async () => {
  const info = await store.write({ schema: 'a', pos: '5-0' }, [])
  expect(await collected(store.read(info))).toEqual([])
})

test('the newest two are kept, and the log is covered up to the older one', async () => {
  expect(await store.covered()).toBeNull()
  const first = await store.write({ schema: 'a', pos: '5-0' }, ['first'])
  expect(await store.covered()).toBe('5-0')
  await store.write({ schema: 'a', pos: '9-0' }, ['second'])
  await store.write({ schema: 'a', pos: '10-0' }, ['third'])
  expect((await store.list()).map(({ pos }) => pos)).toEqual(['10-0', '9-0'])
  expect(await store.covered()).toBe('9-0')
  await expect(collected(store.read(first))).rejects.toThrow('lacks piece 0')
})

test('a write that breaks off counts for nothing and goes away by itself', async () => {
  function* broken() {
    yield randomBytes(400_000).toString('base64')
    yield randomBytes(400_000).toString('base64')
    throw new Error('the process dies here')
  }
  await expect(store.write({ schema: 'a', pos: '5-0' }, broken())).rejects.toThrow('dies here')
  expect(await store.list()).toEqual([])
  const connection = openConnection(redis.url)
  const left = await connection.send<string[]>(['KEYS', `${siteKeys(`site-${site}`).prefix}snapshot:*`])
  for (const key of left) expect(await connection.send<number>(['TTL', key])).toBeGreaterThan(0)
  connection.close()
})

test('two that write at once leave no snapshot that no list names', async () => {
  const connection = openConnection(redis.url)
  const other = createSnapshotStore({ url: redis.url, site: `site-${site}` })
  const writes = Array.from({ length: 10 }, (_, n) =>
    (n % 2 === 0 ? store : other).write({ schema: 'a', pos: `${n}-0` }, [`floor ${n}`]),
  )
  await Promise.all(writes)
  const keys = siteKeys(`site-${site}`)
  const left = await connection.send<string[]>(['KEYS', `${keys.prefix}snapshot:*`])
  expect(left.sort()).toEqual((await store.list()).map(({ id }) => keys.snapshot(id)).sort())
  expect(left).toHaveLength(2)
  connection.close()
  other.close()
})
