import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { createLog, type EventLog } from '#store/log.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive, type EventArchive } from '#store/postgres/event-archive.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { openConnection } from '#store/redis/connection.ts'
import { siteKeys } from '#store/redis/keys.ts'
import { runArchiver } from '#workers/archiver.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { type PrivateRedis, startRedis } from '../support/redis.ts'

const NOON = Date.parse('2026-03-02T12:00:00Z')
let redis: PrivateRedis
let postgres: PrivatePostgres
let database: Database
let log: EventLog
let archive: EventArchive
let site = 0

beforeAll(async () => {
  ;[redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  database = createDatabase(postgres.url)
  await migrate(database)
})
afterAll(async () => {
  await database.destroy()
  await Promise.all([redis.stop(), postgres.stop()])
})
beforeEach(() => {
  log = createLog({ url: redis.url, site: `site-${++site}` })
  archive = createEventArchive(database, `site-${site}`)
  return () => log.close()
})

function queued(id: string, more: Partial<AnyEvent> = {}): AnyEvent {
  const data = { queue: 'support', name: '王小明' }
  return { id, source: 'pbx', type: 'contact.queued', time: NOON, subject: `C-${id}`, data, ...more }
}
const many = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => queued(String(from + index)))

/** Runs the archiver until it has written up to the log's end as it is then. */
function start(covered: () => Promise<string | null> = async () => null) {
  const stop = new AbortController()
  const troubles: (string | null)[] = []
  /** How many entries each piece was. */
  const pieces: number[] = []
  let archived = LOG_START
  let wake = () => {}
  const running = runArchiver(
    {
      log,
      archive,
      covered,
      trimEveryMs: 0,
      onTrouble: (error) => {
        troubles.push(error?.message ?? null)
        wake()
      },
      onArchived: (pos, entries) => {
        archived = pos
        pieces.push(entries)
        wake()
      },
    },
    stop.signal,
  )
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((done) => (wake = done))
  }
  return {
    troubles,
    pieces,
    until,
    caughtUp: async () => {
      const end = await log.last()
      await until(() => archived === end)
    },
    stop: () => {
      stop.abort()
      return running
    },
  }
}

test('migrations are done once, whoever calls and how often', async () => {
  const url = await postgres.createDatabase('fresh')
  const two = [createDatabase(url), createDatabase(url)]
  const done = await Promise.all(two.map(migrate))
  expect(done.flat().sort()).toEqual([...new Set(done.flat())].sort())
  expect(done.flat()).toContain('001-events')
  expect(await migrate(two[0]!)).toEqual([])
  await Promise.all(two.map((one) => one.destroy()))
})

test('the archive holds what the log holds, at the same positions', async () => {
  await log.append(
    [
      queued('1', { sentTime: NOON + 500_000 }),
      queued('2', { time: Date.parse('0001-01-01T00:00:00+14:00') }),
    ],
    NOON + 3,
  )
  const archiver = start()
  await archiver.caughtUp()
  await archiver.stop()
  expect(await archive.read(LOG_START, 10)).toEqual(await log.read(LOG_START, 10))
  expect(await archive.position()).toBe(await log.last())
})

test('what comes one after the other within a quarter of a second is written together', async () => {
  const archiver = start()
  await log.append([queued('first')], NOON)
  await archiver.caughtUp()
  const before = archiver.pieces.length
  const began = performance.now()
  for (const event of many(0, 30)) await log.append([event], NOON)
  const spans = Math.ceil((performance.now() - began) / 250)
  await archiver.caughtUp()
  await archiver.stop()
  expect(archiver.pieces.length - before).toBeLessThanOrEqual(spans + 1)
  expect((await archive.read(LOG_START, 100)).length).toBe(31)
})

test('whatever a feed may put into an event can be archived', async () => {
  const events: AnyEvent[] = [
    queued('nul', { data: { text: 'a\0b\ud800', '\0': 1, case: 'x'.repeat(20_000) } }),
    queued('case', { data: { case: { deep: [1, null, '\udc00'] }, queue: null } }),
  ]
  const values = fc.sample(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), {
    numRuns: 300,
    seed: 7,
  })
  events.push(...values.map((data, index) => queued(`random-${index}`, { data })))
  await log.append(events, NOON)
  const archiver = start()
  await archiver.caughtUp()
  await archiver.stop()
  expect(archiver.troubles).toEqual([])
  const archived = await archive.read(LOG_START, 1_000)
  expect(archived.map(({ event }) => event.id)).toEqual(events.map(({ id }) => id))
  expect(archived[0]!.event.data).toMatchObject({ text: 'a\ufffdb\ufffd' })
})

test('writing the same entries again changes nothing, and the position never goes back', async () => {
  await log.append(many(0, 20), NOON)
  const entries = await log.read(LOG_START, 100)
  await archive.write(LOG_START, entries)
  await archive.write(entries[2]!.pos, entries.slice(3, 8))
  expect(await archive.read(LOG_START, 100)).toEqual(entries)
  expect(await archive.position()).toBe(entries.at(-1)!.pos)
})

test('events about an entity and its case are found in the order in which they count', async () => {
  await log.append(
    [
      queued('b', { type: 'promise.made', subject: 'P1', time: NOON + 2, data: { case: 'K1' } }),
      queued('a', { type: 'case.noted', subject: 'K1', time: NOON + 1, data: { text: 'x' } }),
      queued('z', { type: 'case.opened', subject: 'K1', data: { kind: 'complaint' } }),
      queued('Z', { type: 'case.contacted', subject: 'K1', data: {} }),
    ],
    NOON,
  )
  await archive.write(LOG_START, await log.read(LOG_START, 10))
  const ids = async (asCase: boolean) => (await archive.about('K1', { asCase })).map(({ event }) => event.id)
  expect(await ids(false)).toEqual(['Z', 'z', 'a'])
  expect(await ids(true)).toEqual(['Z', 'z', 'a', 'b'])
})

test('an archive that lost its last commits is not written on behind the hole', async () => {
  await log.append(many(0, 10), NOON)
  const entries = await log.read(LOG_START, 10)
  await archive.write(LOG_START, entries.slice(0, 4))
  await expect(archive.write(entries[5]!.pos, entries.slice(6))).rejects.toThrow('commits are gone')
  expect(await archive.read(LOG_START, 10)).toEqual(entries.slice(0, 4))
  const archiver = start()
  await archiver.caughtUp()
  await archiver.stop()
  expect(await archive.read(LOG_START, 10)).toEqual(entries)
})

test('while PostgreSQL is away it says so and waits; nothing is lost or doubled', async () => {
  await log.append(many(0, 500), NOON)
  const archiver = start()
  await archiver.caughtUp()
  await postgres.kill()
  await log.append(many(500, 500), NOON)
  await archiver.until(() => archiver.troubles.length > 0)
  await postgres.restart()
  await archiver.caughtUp()
  await archiver.stop()
  expect(archiver.troubles.at(-1)).toBeNull()
  expect(await archive.read(LOG_START, 2_000)).toEqual(await log.read(LOG_START, 2_000))
})

test('the log is trimmed behind what is archived and covered, and never without a snapshot', async () => {
  await log.append(many(0, 300), NOON)
  let covered: string | null = null
  const archiver = start(async () => covered)
  await archiver.caughtUp()
  expect(await log.length()).toBe(300)
  covered = (await log.read(LOG_START, 100)).at(-1)!.pos
  await log.append([queued('more')], NOON)
  await archiver.caughtUp()
  await archiver.stop()
  expect(await log.trimmed()).toBe(covered)
  expect(await log.length()).toBe(201)
  expect(await archive.read(LOG_START, 1_000)).toHaveLength(301)
})

test('a snapshot ahead of the archive does not let entries go that are not archived', async () => {
  await log.append(many(0, 50), NOON)
  const end = await log.last()
  await log.append(many(50, 50), NOON)
  const archiver = start(async () => '9999999999999-0')
  await archiver.caughtUp()
  await archiver.stop()
  expect(await log.length()).toBe(0)
  expect(await archive.read(end, 1_000)).toHaveLength(50)
})

test('an archive that ends before the log begins is said to have a hole, and goes on behind it', async () => {
  await log.append(many(0, 10), NOON)
  await log.trim((await log.read(LOG_START, 5)).at(-1)!.pos)
  const archiver = start()
  await archiver.caughtUp()
  await archiver.stop()
  expect(archiver.troubles[0]).toContain('hole')
  expect(await archive.read(LOG_START, 100)).toHaveLength(5)
})

test('an entry that is no event, or that the database cannot keep, is archived as such and holds up nothing', async () => {
  const redisNow = openConnection(redis.url)
  const put = (text: string) => redisNow.send<string>(['XADD', siteKeys(`site-${site}`).log, '*', 'e', text])
  await log.append(many(0, 5), NOON)
  const poison = await put('{"half of')
  await log.append(many(5, 5), NOON)
  // No index takes a subject of this length.
  const subject = randomBytes(9_000).toString('base64')
  const long = await put(JSON.stringify([NOON, 'long', 'pbx', 'case.noted', NOON, subject, { text: 'x' }]))
  await log.append(many(10, 5), NOON)
  redisNow.close()
  const archiver = start()
  await archiver.caughtUp()
  await archiver.stop()
  const archived = await archive.read(LOG_START, 100)
  expect(archived.map(({ pos }) => pos)).toEqual((await log.read(LOG_START, 100)).map(({ pos }) => pos))
  const unreadable = archived.filter(({ event }) => event.type === 'log.unreadable')
  expect(unreadable.map(({ pos, event }) => [pos, event.data])).toEqual([
    [poison, { why: 'is no JSON', raw: '{"half of' }],
    [long, { why: expect.stringContaining('is not kept by the database'), raw: 'case.noted pbx long' }],
  ])
  expect((await log.unreadable()).map(({ pos }) => pos)).toEqual([poison])
  expect(archiver.troubles).toEqual([`case.noted pbx long at ${long} cannot be archived`])
})
