import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noLegs } from '#core/agents/leg-counts.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { divideSpan } from '#core/history/periods.ts'
import { siteCalendar } from '#core/history/site-calendar.ts'
import { answeredOf, noCounts } from '#core/queues/counts.ts'
import { abandonRate, answerRate, serviceLevel, serviceLevelVariants } from '#core/queues/service-level.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
import { createIntervalSums } from '#store/postgres/interval-sums.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { runIntervalWriter } from '#workers/interval-writer.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'

const NINE = Date.parse('2026-02-28T23:50:00Z')
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

let serial = 0
function entry(type: string, subject: string, afterSec: number, data: Record<string, unknown>) {
  const time = NINE + afterSec * 1_000
  const event: AnyEvent = { id: String(++serial), source: 'pbx', type, time, subject, data }
  return { pos: `${serial}-0`, at: time, event }
}

test('the records of the floor are in the database, over the end of a month, and follow a late correction', async () => {
  const floor = createFloor()
  const archive = createIntervalArchive(database, 'site')
  floor.apply(entry('contact.queued', 'C1', 0, { queue: 'support' }))
  floor.apply(entry('contact.answered', 'C1', 12, { agent: 'a1' }))
  floor.apply(entry('contact.ended', 'C1', 72, {}))
  floor.apply(entry('contact.queued', 'C2', 1_200, { queue: 'support' }))
  floor.apply(entry('contact.left', 'C2', 1_260, { reason: 'timeout' }))
  const stop = new AbortController()
  const rounds: number[] = []
  let wake = () => {}
  const running = runIntervalWriter(
    {
      floor,
      archive: {
        async write(intervals) {
          await archive.write(intervals)
          rounds.push(intervals.length)
          wake()
        },
        writeAgents: (intervals) => archive.writeAgents(intervals),
      },
      everyMs: 20,
    },
    stop.signal,
  )
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((done) => (wake = done))
  }
  const read = () => archive.read('support', NINE - 3_600_000, NINE + 7_200_000)
  const held = () =>
    floor
      .intervals('support', NINE - 3_600_000, NINE + 7_200_000)
      .map(({ start, record: { counts, leftBy, longestMs } }) => ({
        queue: 'support',
        start,
        record: { counts, leftBy, longestMs },
      }))
  await until(() => rounds.length >= 2)
  const agentNow = () => archive.readAgent('a1', NINE - 3_600_000, NINE + 7_200_000)
  expect(await agentNow()).toEqual(
    floor
      .agentIntervals('a1', NINE - 3_600_000, NINE + 7_200_000)
      .map((interval) => ({ agent: 'a1', ...interval })),
  )
  expect((await agentNow()).map(({ record }) => [record.finished, record.talkMs])).toEqual([[1, 60_000]])
  expect(await read()).toEqual(held())
  expect((await read()).map(({ record }) => [record.counts.answeredInTarget, record.leftBy])).toEqual([
    [1, {}],
    [0, { timeout: 1 }],
  ])
  // Before the answer, it turns out, the customer had given up.
  floor.apply({ ...entry('contact.abandoned', 'C1', 5, {}), at: NINE + 1_300_000 })
  const seen = rounds.length
  await until(() => rounds.slice(seen).some((count) => count === 1))
  expect(await read()).toEqual(held())
  expect((await read())[0]!.record.counts.answeredInTarget).toBe(0)
  stop.abort()
  await running
})

test('a record written again is replaced, and those of another queue or site stay apart', async () => {
  const floor = createFloor()
  floor.apply(entry('contact.queued', 'C9', 0, { queue: 'sales' }))
  const [first] = floor.intervals('sales', NINE - 900_000, NINE + 900_000)
  const one = createIntervalArchive(database, 'one')
  const other = createIntervalArchive(database, 'other')
  const interval = { queue: 'sales', start: first!.start, record: first!.record }
  await one.write([interval])
  await one.write([
    { ...interval, record: { ...interval.record, counts: { ...first!.record.counts, offered: 5 } } },
  ])
  await other.write([interval])
  const offered = async (archive: typeof one, queue = 'sales') =>
    (await archive.read(queue, NINE - 900_000, NINE + 900_000)).map(({ record }) => record.counts.offered)
  expect([await offered(one), await offered(other), await offered(one, 'support')]).toEqual([[5], [1], []])
})

const HOUR = 3_600_000
/** Three days of a site in New York, over the change of its clocks: the second has 23 hours. */
const calendar = siteCalendar('America/New_York', '04:00')
const FIRST = calendar.dayOfDate('2026-03-07')!.from
const LAST = calendar.dayOfDate('2026-03-09')!.to

/** A record of each queue every hour but for those of the second day's afternoon, each unlike the others. */
async function writeDays(site: string) {
  const archive = createIntervalArchive(database, site)
  const records = ['care', 'sales'].flatMap((queue, more) =>
    Array.from({ length: Math.floor((LAST - FIRST) / HOUR) }, (_, hour) => {
      const [inTarget, late, abandoned] = [(hour * 7 + more) % 11, (hour + more) % 4, hour % 3]
      const counts = {
        ...noCounts(),
        ...{ answeredInTarget: inTarget, answeredLate: late, abandoned, left: 2, turnedAway: 1 },
        ...{ shortAbandoned: 1, callbackRequested: 1, offered: inTarget + late + abandoned + 4 },
        ...{ abandonedInTarget: hour % 2, callbackInTarget: 1, handled: inTarget, waitMs: 1_001 * hour },
        ...{ talkMs: 60_000 * inTarget, holdMs: 500, wrapMs: 7, rated: 1, ratedMillionths: 250_000 },
      }
      const record = { counts, leftBy: { full: 1, timeout: 1 }, longestMs: 1_000 * hour }
      return { queue, start: FIRST + hour * HOUR, record }
    }),
  )
  await archive.write(records)
  await archive.writeAgents([
    { agent: 'yuan', start: FIRST, record: { ...noLegs(), handled: 3, finished: 2, talkMs: 61_500 } },
    { agent: 'yuan', start: FIRST + HOUR, record: { ...noLegs(), handled: 1, finished: 1, talkMs: 1 } },
  ])
  return records
}

test('sums by the database are those of the records, per period and per queue, over a change of the clocks', async () => {
  const records = await writeDays('new-york')
  const sums = createIntervalSums(database, 'new-york')
  const span = { from: FIRST, to: LAST }
  for (const unit of ['hour', 'day', 'weekday'] as const) {
    const divided = divideSpan(span, unit, calendar)!
    const { byStretch, bySubject } = await sums.queues({
      ...span,
      subjects: ['care', 'sales'],
      starts: divided.bounds.slice(0, -1),
    })
    for (const [stretch, { counts, leftBy, longestMs }] of byStretch) {
      const [from, to] = [divided.bounds[stretch]!, divided.bounds[stretch + 1]!]
      const own = records.filter(({ start }) => start >= from && start < to)
      const sum = (of: (record: (typeof own)[number]['record']) => number) =>
        own.reduce((total, { record }) => total + of(record), 0)
      expect(counts.offered).toBe(sum(({ counts }) => counts.offered))
      expect(counts.waitMs).toBe(sum(({ counts }) => counts.waitMs))
      expect(leftBy).toEqual({ full: own.length, timeout: own.length })
      expect(longestMs).toBe(Math.max(...own.map(({ record }) => record.longestMs)))
    }
    expect(byStretch.size).toBe(divided.bounds.length - 1)
    expect([...bySubject.keys()].sort()).toEqual(['care', 'sales'])
  }
  const one = await sums.agents({ ...span, subjects: ['yuan'], starts: [FIRST] })
  expect(one.bySubject.get('yuan')).toMatchObject({ handled: 4, finished: 3, talkMs: 61_501 })
})

test('days of which no queue has a record are found, and whether contacts came then', async () => {
  await writeDays('new-york')
  const days = ['2026-03-06', '2026-03-07', '2026-03-12'].map((date) => calendar.dayOfDate(date)!)
  const { from, to } = days[2]!
  const queued = {
    id: 'lost',
    source: 'pbx',
    type: 'contact.queued',
    subject: 'lost',
    data: { queue: 'care' },
  }
  const archived = { pos: `${from}-0`, at: from, event: { ...queued, time: from + HOUR } }
  await createEventArchive(database, 'new-york').write('0-0', [archived])
  expect(await createIntervalSums(database, 'new-york').without(days, ['care', 'sales'])).toEqual([
    { ...days[0], isLost: false },
    { from, to, isLost: true },
  ])
})

test('the views for tools say what the interface says, per day and over days, each share by its formula', async () => {
  const records = await writeDays('new-york')
  const content = JSON.stringify({ site: { timezone: 'America/New_York', dayStartsAt: '04:00' } })
  await sql`insert into site_version (site_id, version, at, who, content)
    values ('new-york', 1, now(), 'file', ${content})`.execute(database)
  const sums = createIntervalSums(database, 'new-york')
  const { rows } = await sql<Record<string, number | string>>`
    select *, day::text as date from huiyin_queue_day where site_id = 'new-york' and queue = 'care' order by day`.execute(
    database,
  )
  expect(rows.map(({ date }) => date)).toEqual(['2026-03-07', '2026-03-08', '2026-03-09'])
  for (const row of rows) {
    const day = calendar.dayOfDate(String(row.date))!
    const { byStretch } = await sums.queues({ ...day, subjects: ['care'], starts: [day.from] })
    const { counts, longestMs } = byStretch.get(0)!
    const near = (column: string, value: number | null) =>
      value === null ? expect(row[column]).toBeNull() : expect(Number(row[column])).toBeCloseTo(value, 4)
    expect(Number(row.offered)).toBe(counts.offered)
    expect(Number(row.left_queue)).toBe(counts.left)
    expect(Number(row.answered)).toBe(answeredOf(counts))
    for (const variant of serviceLevelVariants)
      near(`service_level_${variant}`, serviceLevel(counts, variant))
    near('answer_rate', answerRate(counts))
    near('abandon_rate', abandonRate(counts, 'standard'))
    near('asa_sec', counts.waitMs / 1_000 / answeredOf(counts))
    near('aht_sec', (counts.talkMs + counts.holdMs + counts.wrapMs) / 1_000 / counts.handled)
    near('longest_wait_sec', longestMs! / 1_000)
  }
  const { rows: quarters } = await sql<{ offered: number; service_level_standard: string }>`
    select * from huiyin_queue_interval where site_id = 'new-york' and queue = 'care' order by starts_at`.execute(
    database,
  )
  expect(quarters.map(({ offered }) => offered)).toEqual(
    records.filter(({ queue }) => queue === 'care').map(({ record }) => record.counts.offered),
  )
  const { rows: agents } = await sql<object>`
    select handled, finished, talk_sec::float8 from huiyin_agent_day where site_id = 'new-york'`.execute(
    database,
  )
  expect(agents).toEqual([{ handled: 4, finished: 3, talk_sec: 61.501 }])
})
