import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { rowTypes } from '#core/rows/row.ts'
import { buildFloor } from '#store/floor/build-floor.ts'
import { createLiveFloor, type LiveFloor, type LiveFloorOptions } from '#store/floor/live-floor.ts'
import { siteFloors } from '#store/floor/site-floor.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { LogGap, LogUnavailable } from '#store/log-error.ts'
import { openConnection } from '#store/redis/connection.ts'
import { siteKeys } from '#store/redis/keys.ts'
import { createSnapshotStore, type SnapshotStore } from '#store/snapshots.ts'
import { longestTurnOf } from '../support/longest-turn.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

const clock = {
  ...{ now: Date.now, speed: 1, real: true, onSpeed: () => () => undefined },
  waitMs: (at: number) => Math.max(0, at - Date.now()),
}
let redis: PrivateRedis
let log: EventLog
let site = 0

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(() => {
  log = createLog({ url: redis.url, site: `site-${++site}` })
  return () => log.close()
})

let serial = 0
function queued(contact: string): AnyEvent {
  const data = { queue: 'support' }
  const id = String(++serial)
  return { id, source: 'pbx', type: 'contact.queued', time: Date.now(), subject: contact, data }
}

/** A live floor, and a way to wait for what is to be seen on it. */
function open(more: Partial<LiveFloorOptions> = {}) {
  let wake = () => {}
  const troubles: boolean[] = []
  const live = createLiveFloor({
    log,
    createFloor: () => createFloor(),
    clock,
    onFolded: () => wake(),
    onTrouble: (error) => {
      troubles.push(error !== null)
      wake()
    },
    onFailed: (error) => {
      throw error
    },
    onFault: (error) => {
      throw error
    },
    ...more,
  })
  const until = async (holds: (live: LiveFloor) => boolean) => {
    while (!holds(live)) await new Promise<void>((done) => (wake = done))
  }
  return { live, until, troubles }
}

const waiting = (live: LiveFloor) => live.floor.row('queue', 'support')?.waiting ?? 0

test('what was in the log is folded at the start, what comes is folded as it comes', async () => {
  await log.append([queued('C1'), queued('C2')], Date.now())
  const { live, until } = open()
  await live.start()
  expect(waiting(live)).toBe(2)
  expect([live.live, live.lagMs]).toEqual([true, 0])
  await log.append([queued('C3')], Date.now())
  await until((now) => waiting(now) === 3)
  expect(live.floor.pos).toBe(await log.last())
  await live.stop()
})

test('time goes on after a batch that was just full, though nothing more comes', async () => {
  const { live, until } = open()
  await live.start()
  await log.append(
    Array.from({ length: 1_000 }, (_, index) => queued(`full-${index}`)),
    Date.now(),
  )
  await until((current) => current.live && [...current.floor.ids('contact')].length === 1_000)
  expect(live.lagMs).toBe(0)
  await live.stop()
})

test('folding a long log leaves the process free for its other work', async () => {
  for (let round = 0; round < 20; round++) {
    await log.append(
      Array.from({ length: 1_000 }, (_, index) => queued(`C${round}-${index}`)),
      Date.now(),
    )
  }
  const { live } = open()
  const longest = await longestTurnOf(() => live.start())
  expect(waiting(live)).toBe(20_000)
  expect(longest).toBeLessThan(250)
  await live.stop()
})

test('when Redis is killed the floor says it is not live, and is right again after its return', async () => {
  await log.append([queued('C1')], Date.now())
  const { live, until, troubles } = open()
  await live.start()
  await redis.kill()
  await until((now) => !now.live)
  await redis.restart()
  let written = false
  while (!written) {
    written = await log.append([queued('C2')], Date.now()).then(
      () => true,
      () => false,
    )
    await new Promise((done) => setTimeout(done, 20))
  }
  await until((now) => now.live && waiting(now) === 2)
  expect(troubles).toEqual([true, false])
  await live.stop()
})

test('what was trimmed away is folded from the archive', async () => {
  await log.append([queued('C1'), queued('C2'), queued('C3')], Date.now())
  const archived = await log.read(LOG_START, 10)
  await log.trim(archived[1]!.pos)
  await expect(open().live.start()).rejects.toThrow('begins later')
  const { live } = open({
    archive: async (after, count) => archived.filter(({ pos }) => pos > after).slice(0, count),
  })
  await live.start()
  expect(waiting(live)).toBe(3)
  await live.stop()
})

test('a floor whose place in the log is gone is given up, not shown', async () => {
  await log.append([queued('C1'), queued('C2')], Date.now())
  const failed = Promise.withResolvers<Error>()
  const { live } = open({ onFailed: failed.resolve })
  await live.start()
  const connection = openConnection(redis.url)
  await connection.send(['FLUSHALL'])
  connection.close()
  await redis.restart()
  expect(await failed.promise).toBeInstanceOf(LogGap)
  expect(live.live).toBe(false)
  await live.stop()
})

test('an entry that cannot be folded is told and left out, the others count', async () => {
  const broken = { ...queued('C9'), type: 'config.applied', data: { site: 'no site' } }
  await log.append([queued('C1'), broken, queued('C2')], Date.now())
  const faults: string[] = []
  const { live } = open({ onFault: ({ message }) => faults.push(message) })
  await live.start()
  expect(waiting(live)).toBe(2)
  expect(faults).toEqual([expect.stringContaining('config.applied pbx')])
  await live.stop()
})

const floors = siteFloors(() => ({}))

/** Saves the floor as it is at the log's end. */
async function save(store: SnapshotStore, schema = floors.codec.schema) {
  const floor = await buildFloor({ createFloor: floors.create, log, onFault: () => {} })
  return await store.write({ schema, pos: floor.pos }, floors.codec.save(floor))
}

/** Everything that screens could show of it. */
function shown(live: LiveFloor) {
  const { floor } = live
  return rowTypes.map((type) => [...floor.ids(type)].sort().map((id) => floor.row(type, id)))
}

test('after a restart the floor comes from the snapshot and the rest of the log, as if folded whole', async () => {
  const store = createSnapshotStore({ url: redis.url, site: `site-${site}` })
  await log.append(
    Array.from({ length: 500 }, (_, n) => queued(`C${n}`)),
    Date.now(),
  )
  const info = await save(store)
  await log.append([queued('C500'), queued('C501')], Date.now())
  const whole = open({ createFloor: floors.create })
  await whole.live.start()
  await log.trim(info.pos)
  const resumed = open({ createFloor: floors.create, snapshots: { store, codec: floors.codec } })
  await resumed.live.start()
  const now = Math.max(whole.live.floor.now, resumed.live.floor.now)
  for (const { live } of [whole, resumed]) live.floor.advance(now)
  expect(waiting(resumed.live)).toBe(502)
  expect(shown(resumed.live)).toEqual(shown(whole.live))
  await Promise.all([whole.live.stop(), resumed.live.stop()])
  store.close()
})

/** More than are read at once, twice. */
const MANY = 4_100
async function fill(): Promise<void> {
  for (let from = 0; from < MANY; from += 500) {
    const length = Math.min(500, MANY - from)
    await log.append(
      Array.from({ length }, (_, n) => queued(`C${from + n}`)),
      Date.now(),
    )
  }
}

test('an answer to reading ahead that comes too late is asked for again, and ends no process', async () => {
  await fill()
  let reads = 0
  const slow: Pick<EventLog, 'read' | 'last' | 'trimmed'> = {
    ...log,
    read: (after, count) =>
      ++reads === 2 ? Promise.reject(new LogUnavailable('no answer in 5 s')) : log.read(after, count),
  }
  const faults: string[] = []
  const onFault = ({ message }: Error) => void faults.push(message)
  const floor = await buildFloor({ createFloor: floors.create, log: slow, onFault })
  expect(floor.row('queue', 'support')?.waiting).toBe(MANY)
  expect(faults).toEqual([expect.stringContaining('are asked for again')])
})

test('a snapshot of another program, or one that cannot be read, is passed over', async () => {
  const store = createSnapshotStore({ url: redis.url, site: `site-${site}` })
  const connection = openConnection(redis.url)
  await log.append([queued('C1'), queued('C2')], Date.now())
  const broken = await save(store)
  await connection.send(['HSET', siteKeys(`site-${site}`).snapshot(broken.id), '0', 'nonsense'])
  await save(store, 'another-program')
  const faults: string[] = []
  const { live } = open({
    createFloor: floors.create,
    snapshots: { store, codec: floors.codec },
    onFault: ({ message }) => faults.push(message),
  })
  await live.start()
  expect(waiting(live)).toBe(2)
  expect(faults).toEqual([`the snapshot at ${broken.pos} cannot be read`])
  await live.stop()
  store.close()
  connection.close()
})
