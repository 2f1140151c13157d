import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { siteFloors } from '#store/floor/site-floor.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { LogUnavailable } from '#store/log-error.ts'
import { createSnapshotStore, type SnapshotStore } from '#store/snapshots.ts'
import { runSnapshooter, type SnapshooterOptions } from '#workers/snapshots/snapshooter.ts'
import { runSnapshooterApart } from '#workers/snapshots/snapshooter-apart.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

const floors = siteFloors(() => ({}))
let redis: PrivateRedis
let log: EventLog
let store: SnapshotStore
let stop: AbortController
let site = 0

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(() => {
  const at = { url: redis.url, site: `site-${++site}` }
  log = createLog(at)
  store = createSnapshotStore(at)
  stop = new AbortController()
  return () => {
    log.close()
    store.close()
  }
})

const AT_ONCE = 500

async function append(count: number): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, count - from)
    const events = Array.from({ length }, (_, index): AnyEvent => {
      const id = `C${from + index}`
      const data = { queue: 'support' }
      return { id, source: 'pbx', type: 'contact.queued', time: Date.now(), subject: id, data }
    })
    await log.append(events, Date.now())
  }
}

/** Runs it, looking all the time; `saved` is told of each snapshot. */
function start(more: Partial<SnapshooterOptions> = {}) {
  const snapshots = { store, codec: floors.codec }
  const options = { createFloor: floors.create, log, snapshots, lookEveryMs: 1, onFault: () => {}, ...more }
  return runSnapshooter(options, stop.signal)
}

test('who catches up with a long log writes down how far it has come, and the next start goes on from there', async () => {
  await append(4_100)
  let reads = 0
  const dying: typeof log = {
    ...log,
    read: (after, count) =>
      ++reads > 2 ? Promise.reject(new LogUnavailable('gone')) : log.read(after, count),
  }
  await expect(start({ log: dying, catchingUpMs: 0 })).rejects.toThrow('gone')
  const [saved] = await store.list()
  const positions = (await log.read(LOG_START, 4_100)).map(({ pos }) => pos)
  expect(positions.indexOf(saved!.pos)).toBe(3_999)
})

test('a stop leaves a snapshot of all that came since the last one, so that the next start need not fold it', async () => {
  const first = Promise.withResolvers<void>()
  const running = start({ onSaved: () => first.resolve() })
  await first.promise
  await append(2_000)
  stop.abort()
  await running
  expect((await store.list())[0]?.pos).toBe(await log.last())
})

test('a snapshot is written before its time once a start would take about a second to fold what came since', async () => {
  const first = Promise.withResolvers<void>()
  const early = Promise.withResolvers<void>()
  let count = 0
  const running = start({ onSaved: () => (++count === 1 ? first : early).resolve() })
  await first.promise
  await append(6_000)
  await early.promise
  const [saved] = await store.list()
  const positions = (await log.read(LOG_START, 6_000)).map((entry) => entry.pos)
  expect(positions.indexOf(saved!.pos)).toBeGreaterThanOrEqual(4_999)
  stop.abort()
  await running
})

const apart = (redisUrl: string) => ({
  ...{ redisUrl, site: `site-${site}`, databaseUrl: 'postgres://127.0.0.1:1/none' },
  content: siteSchema.parse({ site: { id: `site-${site}` } }),
})

test('in a thread of its own it writes the same, and what is left when it is told to stop', async () => {
  await append(500)
  const saved: string[] = []
  const first = Promise.withResolvers<void>()
  const told = {
    onFault: first.reject,
    onUnhandled: first.reject,
    onSaved(pos: string) {
      saved.push(pos)
      first.resolve()
    },
  }
  const running = runSnapshooterApart(apart(redis.url), told, stop.signal)
  await first.promise
  await append(2_000)
  stop.abort()
  await running
  const [snapshot] = await store.list()
  expect(snapshot?.pos).toBe(await log.last())
  expect(saved.at(-1)).toBe(snapshot?.pos)
  const loaded = await floors.codec.load(store.read(snapshot!))
  expect([...loaded.ids('contact')].length).toBe(2_000)
})

test('what ends the thread is said to whoever runs it, which begins it anew', async () => {
  const told = { onFault: () => undefined, onSaved: () => undefined, onUnhandled: () => undefined }
  const running = runSnapshooterApart(apart('redis://127.0.0.1:1'), told, stop.signal)
  await expect(running).rejects.toThrow(/ECONNREFUSED|not be reached|unavailable/i)
})
