import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { analyzeGrown } from '#store/postgres/grown-tables.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { createRecountStore, openDifferences, type RecountResult } from '#store/postgres/recount-store.ts'
import { countAgain } from '#workers/recount/count-again.ts'
import { type Difference, differencesOf, sumOf } from '#workers/recount/differences.ts'
import { foldedRecords } from '#workers/recount/folded-records.ts'
import { openWorkDifferences, openWorkNow } from '#workers/recount/open-work-again.ts'
import { recountOnce } from '#workers/recount/recount-once.ts'
import { runRecount } from '#workers/recount/run-recount.ts'
import { touchedSince } from '#workers/recount/touched.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { DAY, daySite, randomDay } from '../support/random-day.ts'

let postgres: PrivatePostgres
let database: Database

beforeAll(async () => {
  postgres = await startPostgres()
  database = createDatabase(postgres.url)
  await migrate(database)
})
afterAll(async () => {
  await database.destroy()
  await postgres.stop()
})

const QUARTER = 900_000
const starts = Array.from({ length: 32 }, (_, index) => DAY - 2 * QUARTER + index * QUARTER)

async function archived(entries: LogEntry[], site: string = randomUUID()): Promise<string> {
  await createEventArchive(database, site).write('0-0', entries)
  return site
}

let serial = 0
function happened(type: string, subject: string, afterSec: number, data: AnyEvent['data'], atSec = afterSec) {
  const event: AnyEvent = {
    ...{ id: `t${++serial}`, source: 'pbx', type, subject, data },
    time: DAY + afterSec * 1_000,
  }
  const at = DAY + atSec * 1_000
  return { pos: `${at}-${serial}`, at, event }
}
const applied = () => happened('config.applied', 'day', -60, { site: daySite })
const never = new AbortController().signal

test('whatever a day brings, late, doubled and shuffled, the recount counts what the fold says', async () => {
  const seed = Number(process.env.HUIYIN_SEED ?? Date.now() % 1_000_000)
  const days = fc.sample(randomDay, { seed, numRuns: Number(process.env.HUIYIN_RUNS ?? 25) })
  for (const [index, { entries, now }] of days.entries()) {
    const floor = createFloor()
    for (const entry of entries) floor.apply(entry)
    floor.advance(now)
    const at = { site: await archived(entries), pos: floor.pos, now: floor.now }
    const counted = await countAgain(database, at, starts)
    expect(counted.length).toBeGreaterThan(20)
    const found = differencesOf(foldedRecords(floor, starts), counted)
    expect(found, `day ${index} of seed ${seed}`).toEqual([])
  }
}, 240_000)

function contextOf(site: string, floor: Floor) {
  return {
    site,
    database,
    floor,
    wholeFrom: async () => 0,
    archived: createEventArchive(database, site).position,
  }
}

test('a record that says what did not happen is found, with the figure and by how much', async () => {
  const entries = [
    applied(),
    happened('contact.queued', 'C1', 0, { queue: 'q1' }),
    happened('contact.answered', 'C1', 12, { agent: 'a1' }),
    happened('contact.ended', 'C1', 100, {}),
  ]
  const floor = createFloor()
  for (const entry of entries) floor.apply(entry)
  floor.advance(DAY + 600_000)
  const context = contextOf(await archived(entries), floor)
  expect((await recountOnce(context, null, never))!.differences).toEqual({})
  floor.intervals('q1', DAY, DAY + QUARTER)[0]!.record.counts.answeredInTarget++
  floor.agentIntervals('a1', DAY, DAY + QUARTER)[0]!.record.talkMs -= 1_000
  for (const since of [null, '0-0']) {
    const result = await recountOnce(context, since, never)
    const ofQuarters = result!.found.filter((one) => (one as Difference).kind !== 'day')
    expect(sumOf(ofQuarters as Difference[])).toEqual({ answeredInTarget: 1, talkMs: 1_000 })
    // The day, whose sum stands for itself, is compared with its quarters.
    expect(result!.found.length - ofQuarters.length).toBe(since === null ? 1 : 0)
    expect(ofQuarters).toEqual([
      { kind: 'queue', subject: 'q1', start: DAY, figures: { answeredInTarget: [2, 1] } },
      { kind: 'agent', subject: 'a1', start: DAY, figures: { talkMs: [87_000, 88_000] } },
    ])
  }
})

test('what was sent afterwards of days ago is counted again once; what just happened, while its wrap-up may still end', async () => {
  const daysAgo = -3 * 86_400
  const entries = [
    applied(),
    happened('contact.queued', 'old', daysAgo, { queue: 'q1' }, 0),
    happened('contact.answered', 'old', daysAgo + 5, { agent: 'a1' }, 0),
    happened('contact.queued', 'C1', 0, { queue: 'q1' }),
    happened('contact.answered', 'C1', 12, { agent: 'a1' }),
    happened('contact.queued', 'C2', 60, { queue: 'q1' }),
  ]
  const since = entries.at(-2)!.pos
  const at = { site: await archived(entries), pos: entries.at(-1)!.pos, now: DAY + 120_000 }
  const old = DAY + daysAgo * 1_000
  expect(await touchedSince(database, at, '0-0')).toEqual([old - (old % QUARTER), DAY])
  expect(await touchedSince(database, at, since)).toEqual([DAY])
})

test('promises and callbacks are in the state that the archive says, and one that is not is named with both', async () => {
  const due = (afterSec: number) => new Date(DAY + afterSec * 1_000).toISOString()
  const made = (id: string, afterSec: number) =>
    happened('promise.made', id, 0, { case: 'K1', text: 'we call', due: due(afterSec) })
  const back = { ...happened('system.event_withdrawn', 'promise/P6', 50, { event: 'kept-6' }) }
  const kept6 = happened('promise.kept', 'P6', 40, {})
  const entries = [
    applied(),
    happened('case.opened', 'K1', 0, { kind: 'request', queue: 'q1' }),
    ...['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((id) => made(id, 100)),
    { ...kept6, event: { ...kept6.event, id: 'kept-6', source: 'user/lin' } },
    { ...back, event: { ...back.event, source: 'user/lin' } },
    happened('promise.kept', 'P1', 50, {}),
    happened('promise.moved', 'P5', 60, { due: due(900) }),
    happened('promise.kept', 'P2', 200, {}),
    happened('promise.moved', 'P3', 210, { due: due(400) }),
    happened('promise.kept', 'P3', 220, {}),
    happened('callback.requested', 'B1', 300, { queue: 'q1' }),
    happened('callback.requested', 'B2', 301, { queue: 'q1' }),
    happened('callback.attempted', 'B2', 310, { agent: 'a1', outcome: 'no_answer' }),
  ]
  const floor = createFloor()
  for (const entry of entries) floor.apply(entry)
  floor.advance(DAY + 600_000)
  const states = Object.fromEntries(
    [...floor.ids('promise')].map((id) => [id, floor.row('promise', id)!.state]),
  )
  expect(states).toEqual({ P1: 'kept', P2: 'late', P3: 'late', P4: 'broken', P5: 'open', P6: 'broken' })
  const at = { site: await archived(entries), pos: floor.pos, now: floor.now }
  const openWork = openWorkNow(floor)
  expect(openWork.callbacks).toEqual(['B1', 'B2'])
  expect(await openWorkDifferences(database, at, openWork)).toEqual([])
  const wrong = { ...openWork, promises: new Map([...openWork.promises, ['P2', 'kept'] as const]) }
  expect(await openWorkDifferences(database, at, wrong)).toEqual([
    { kind: 'promise', subject: 'P2', start: 0, figures: { kept: [1, 0], late: [0, 1] } },
  ])
})

test('an event that comes when its contact is gone corrects the record in the database, and nothing differs', async () => {
  const DAYS3 = 3 * 24 * 3_600
  const entries = [
    applied(),
    happened('contact.queued', 'C1', 0, { queue: 'q1' }),
    happened('contact.answered', 'C1', 12, { agent: 'a1' }),
    happened('contact.ended', 'C1', 100, {}),
    happened('contact.queued', 'C2', DAYS3, { queue: 'q1' }),
    happened('contact.abandoned', 'C1', 5, {}, DAYS3 + 10),
  ]
  const floor = createFloor()
  for (const entry of entries) floor.apply(entry)
  floor.advance(DAY + (DAYS3 + 20) * 1_000)
  const site = await archived(entries)
  const archive = createIntervalArchive(database, site)
  const read = async () =>
    (await archive.read('q1', DAY, DAY + QUARTER)).map(({ record }) => [
      record.counts.answeredInTarget,
      record.counts.abandoned,
      record.longestMs,
    ])
  const result = await recountOnce(contextOf(site, floor), '0-0', never)
  expect(result).toMatchObject({ differences: {}, corrected: 2 })
  expect(await read()).toEqual([[0, 1, 5_000]])
})

test('a recount that waits for its database holds up nobody who stops it', async () => {
  const floor = createFloor()
  const entries = [applied(), happened('contact.queued', 'C1', 0, { queue: 'q1' })]
  for (const entry of entries) floor.apply(entry)
  const site = await archived(entries)
  const asked = Promise.withResolvers<void>()
  const stop = new AbortController()
  const hanging = {
    ...contextOf(site, floor),
    archived() {
      asked.resolve()
      return new Promise<string>(() => undefined)
    },
  }
  const store = createRecountStore(database, site)
  const running = runRecount(
    { ...hanging, floor, store, onFolded: () => () => undefined, onDifferences: () => undefined },
    stop.signal,
  )
  await asked.promise
  stop.abort()
  await running
})

test('of a month that grew much PostgreSQL knows before it is counted again, and of one that did not nothing is asked anew', async () => {
  // A month of its own, of which nothing is known yet.
  const later = 400 * 86_400
  const month = new Date(DAY + later * 1_000).toISOString().slice(0, 7).replace('-', '_')
  await archived(
    Array.from({ length: 7_000 }, (_, nth) =>
      happened('contact.queued', `G${nth}`, later + nth, { queue: 'q1' }),
    ),
  )
  const analyzed = async () => {
    await sql`select pg_stat_clear_snapshot()`.execute(database)
    const { rows } = await sql<{ count: string; grown: string }>`
      select analyze_count as count, n_mod_since_analyze as grown from pg_stat_user_tables
      where relname = ${`event_${month}`}`.execute(database)
    return rows[0]!
  }
  // What was written is told to the statistics within a second.
  await expect.poll(async () => Number((await analyzed()).grown), { timeout: 10_000 }).toBe(7_000)
  await analyzeGrown(database)
  await expect.poll(async () => Number((await analyzed()).grown), { timeout: 10_000 }).toBe(0)
  const { count } = await analyzed()
  await analyzeGrown(database)
  expect((await analyzed()).count).toBe(count)
}, 60_000)

test('recounts follow one another from position to position, and what one found stands until all is counted again', async () => {
  const entries = [applied(), happened('contact.queued', 'C1', 0, { queue: 'q1' })]
  const floor = createFloor()
  for (const entry of entries) floor.apply(entry)
  floor.advance(DAY + 60_000)
  const site = await archived(entries)
  const store = createRecountStore(database, site)
  const stop = new AbortController()
  const results: RecountResult[] = []
  let wake = () => {}
  const keep = {
    ...store,
    async write(result: RecountResult) {
      await store.write(result)
      results.push(result)
      wake()
    },
  }
  const differing: unknown[] = []
  const running = runRecount(
    {
      ...contextOf(site, floor),
      ...{ floor, store: keep, everyMs: 5, onFolded: () => () => undefined },
      onDifferences: ({ differences }) => differing.push(differences),
    },
    stop.signal,
  )
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((done) => (wake = done))
  }
  await until(() => results.length >= 3)
  // At first also what is too old for the floor, of which nobody has counted any yet.
  expect(results.slice(0, 3).map(({ span }) => span)).toEqual(['touched', 'all', 'touched'])
  expect(openDifferences(await store.recent())).toEqual({})
  const { counts } = floor.intervals('q1', DAY, DAY + QUARTER)[0]!.record
  counts.offered++
  await until(() => differing.length > 0)
  counts.offered--
  const seen = results.length
  await until(() => results.length > seen + 1)
  expect(results.at(-1)!.differences).toEqual({})
  expect(openDifferences(await store.recent()).offered).toBeGreaterThan(0)
  floor.advance(DAY + 3_600_000)
  await until(() => results.at(-1)!.span === 'all')
  expect(openDifferences(await store.recent())).toEqual({})
  stop.abort()
  await running
}, 240_000)
