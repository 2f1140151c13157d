import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryColumns } from '#app/_history/columns.ts'
import { shownCells } from '#app/_history/file-table.ts'
import { sheetOf } from '#app/_history/sheet.ts'
import { fileOfTable, type ShownTable, tableOf } from '#app/_history/table-model.ts'
import type { Staff } from '#core/access/viewer.ts'
import { csvText } from '#core/api/csv.ts'
import type { EntryReport } from '#core/api/interval-report.ts'
import type { LogEntry } from '#core/event/event.ts'
import { createFloor, loadFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import { historyRoutes } from '#server/history/history-routes.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
import { createIntervalSums } from '#store/postgres/interval-sums.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { countAgain } from '#workers/recount/count-again.ts'
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts'
import { DAY, randomDay } from '../support/random-day.ts'

/**
 * Guarantee: what is live, what is archived, what is counted again, what the page shows and what is downloaded are the
 * same, whatever came late, doubled or shuffled, with other site files and kills between.
 */

const RUNS = Number(process.env.HUIYIN_RUNS ?? 8)
const SEED = Number(process.env.HUIYIN_SEED ?? Date.now() % 1_000_000)
const QUARTER = 900_000
const SPAN = { from: DAY - 2 * QUARTER, to: DAY + 30 * QUARTER }
const STARTS = Array.from({ length: 32 }, (_, index) => SPAN.from + index * QUARTER)
const DAYS_LATER_MS = 3 * 86_400_000

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

const admin: Staff = {
  ...{ kind: 'person', id: 'admin', role: 'admin', agent: null, team: null },
  ...{ reach: 'all', unmask: false },
}

async function* texts(floor: Floor): AsyncIterable<string> {
  yield* [...floor.save()]
}

/** Folds a day by a process that is killed in its midst: it begins anew from a snapshot, and hears again what came before. */
async function folded(entries: readonly LogEntry[], killedAt: number): Promise<Floor> {
  let floor = createFloor()
  for (const entry of entries.slice(0, killedAt)) floor.apply(entry)
  floor = await loadFloor({}, texts(floor))
  for (const entry of entries.slice(killedAt)) floor.apply(entry)
  return floor
}

async function reported(floor: Floor, site: string): Promise<EntryReport> {
  const [route] = historyRoutes(createIntervalSums(database, site), async () => {})
  const query = new URLSearchParams({
    ...{ of: 'site', by: '15m', variant: 'standard' },
    ...{ from: new Date(SPAN.from).toISOString(), to: new Date(SPAN.to).toISOString() },
  })
  const answer = await route!.answer({ query, viewer: admin, floor, req: { headers: {} } } as never)
  return (answer as unknown as { body: EntryReport }).body
}

/** What stands of a report in the page's table. */
function shown({ periods, total }: EntryReport): ShownTable {
  return tableOf(
    {
      ...{ columns: entryColumns, periods, total, before: null, totalBefore: null },
      labelOf: ({ from }) => from,
      isUnknown: () => false,
    },
    {
      ...{ first: 'From', total: 'Total', head: (key: string) => key },
      cell: (_, value) => (value === null ? '–' : String(value)),
    },
  )
}

const figures = ({ periods, total, parts }: EntryReport) => ({ periods, total, parts })

test('live = archived = counted again = shown = downloaded', async () => {
  const days = fc.sample(fc.tuple(randomDay, fc.double({ min: 0, max: 1, noNaN: true })), {
    ...{ seed: SEED, numRuns: RUNS },
  })
  for (const [index, [{ entries, now }, part]] of days.entries()) {
    const name = `day ${index} of seed ${SEED}`
    const site = randomUUID()
    await createEventArchive(database, site).write('0-0', entries)
    const floor = await folded(entries, Math.floor(entries.length * part))
    floor.advance(now)
    const live = await reported(floor, site)
    expect(live.total.offered, name).toBeGreaterThan(0)

    const archive = createIntervalArchive(database, site)
    const records = [...floor.ids('queue')].flatMap((queue) =>
      floor.intervals(queue, SPAN.from, SPAN.to).map((interval) => ({ queue, ...interval })),
    )
    await archive.write(records)
    const counted = await countAgain(database, { site, pos: floor.pos, now: floor.now }, STARTS)
    // Days later the floor holds none of it any more: what is told then is what the database sums.
    floor.advance(now + DAYS_LATER_MS)
    const archived = await reported(floor, site)
    expect(figures(archived), name).toEqual(figures(live))

    const again = (start: number, figure: string) =>
      counted
        .filter((record) => record.kind === 'queue' && record.start === start)
        .reduce((sum, record) => sum + (record.figures[figure] ?? 0), 0)
    const table = shown(archived)
    for (const [nth, start] of STARTS.entries())
      for (const [column, figure] of [
        [0, 'offered'],
        [1, 'answeredInTarget'],
        [2, 'answeredLate'],
        [3, 'abandoned'],
        [4, 'shortAbandoned'],
        [6, 'waiting'],
      ] as const)
        expect([nth, figure, table.rows[nth + 1]!.cells[column]!.value], name).toEqual([
          ...[nth, figure],
          again(start, figure),
        ])

    const file = fileOfTable(table)
    const cells = shownCells(file)
    expect(cells.slice(1), name).toEqual(
      table.rows.map(({ label, cells: own }) => [label, ...own.map(({ text }) => text)]),
    )
    const csv = csvText(cells).slice(1).trimEnd().split('\r\n')
    expect(
      csv.map((nth) => nth.split(',')),
      name,
    ).toEqual(cells)
    const sheet = await readSheet(Buffer.from(await (await sheetOf(file)).arrayBuffer()))
    const isTime = (column: number) => entryColumns[column]?.unit === 'seconds'
    expect(
      sheet.slice(1).map((row) => row.slice(1)),
      name,
    ).toEqual(
      table.rows.map(({ cells: own }) =>
        own.map(({ value, text }, column) =>
          value === null ? text : isTime(column) ? expect.anything() : value,
        ),
      ),
    )
  }
})
