import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
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
