import { hash as digest } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Staff } from '#core/access/viewer.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { createLiveRows } from '#server/search/live-rows.ts'
import { createSearch } from '#server/search/search.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { createRecordArchive } from '#store/postgres/record-archive.ts'
import { createRecordReader } from '#store/postgres/record-reader.ts'
import { createSearchTokens } from '#store/search-tokens.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { quantile } from './alerts/storm.ts'
import { type Bench, type BenchResult, rounded } from './bench-result.ts'
import { caseSubject, fillRecords, nameOf, phoneOf, SITE, ZONE } from './search/fill.ts'

const ASKED = 40
const TARGET_MS = 150

const admin: Staff = {
  ...{ kind: 'person', id: 'admin', role: 'admin', agent: null, team: null },
  ...{ reach: 'all', unmask: false },
}

/** What people type, by what it is. */
const kinds: Readonly<Record<string, (n: number) => string>> = {
  'last 3 digits': (n) => phoneOf(n).slice(-3),
  'last 4 digits': (n) => phoneOf(n).slice(-4),
  'whole number': (n) => `+86 ${phoneOf(n)}`,
  surname: (n) => nameOf(n).slice(0, 1),
  'whole name': (n) => nameOf(n),
  'part of a name': (n) => nameOf(n).slice(1),
  initials: (n) => ['wxm', 'zl', 'lw', 'cjg', 'hy'][n % 5]!,
  'case id': (n) => `C-${n}`,
  'words of a subject': (n) => caseSubject(n).split(' ').slice(0, 2).join(' '),
  nobody: (n) => `无此人${n}`,
}

/** Without a key it is made in half the time, and finds as much. */
const hash = (text: string) => digest('sha256', text).slice(0, 24)

async function timed(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}

/** Contacts and cases go on being written as by 500 events a second. */
async function writeOn(database: Database, stop: AbortSignal): Promise<void> {
  const archive = createRecordArchive(database, SITE)
  for (let round = 0; !stop.aborted; round++) {
    const contacts = Array.from({ length: 50 }, (_, n) => ({
      ...{
        id: `live-${round}-${n}`,
        at: Date.now(),
        endedAt: null,
        channel: 'voice',
        queue: 'q1',
        agent: 'a1',
      },
      ...{ direction: 'inbound' as const, outcome: null, cause: null, answered: true, customer: `tel:${n}` },
      ...{ phone: null, name: null, case: null },
    }))
    await archive.write({ cases: [], goneCases: [], items: [], customers: [], contacts })
    await wait(500, null, { signal: stop }).catch(() => null)
  }
}

async function measure(cases: number): Promise<BenchResult> {
  const postgres = await startPostgres()
  const database = createDatabase(postgres.url)
  const stop = new AbortController()
  try {
    await migrate(database)
    const fillMs = await timed(() => fillRecords(database, hash, cases))
    const { rows } = await sql<{ mb: number }>`
      select (sum(pg_total_relation_size(name::regclass)) / 1e6)::float8 as mb
      from unnest(array['customer_record', 'case_record', 'contact_record']) as name`.execute(database)
    console.error(`  filled in ${(fillMs / 1_000).toFixed(0)} s, ${rows[0]?.mb.toFixed(0)} MB`)
    const floor = createFloor({ site: siteSchema.parse({ site: { id: SITE, name: SITE, timezone: ZONE } }) })
    const search = createSearch({
      reader: createRecordReader(database, SITE),
      tokens: createSearchTokens(hash, () => ZONE),
      live: createLiveRows(),
      onFault: (error) => console.error(error),
    })
    const writing = writeOn(database, stop.signal)
    const took = new Map<string, number[]>()
    const bare: number[] = []
    for (let round = 0; round < ASKED; round++) {
      for (const [kind, typedOf] of Object.entries(kinds)) {
        const n = (round * 104_729 + 17) % cases
        const ms = await timed(() => search(admin, typedOf(n), 8, floor))
        took.set(kind, [...(took.get(kind) ?? []), ms])
        bare.push(
          await timed(() =>
            sql`select row from case_record where site_id = ${SITE} and id = ${`C-${n}`}`.execute(database),
          ),
        )
      }
    }
    stop.abort()
    await writing
    for (const [kind, list] of took) {
      const [middle, most] = [quantile(list, 0.5), quantile(list, 0.95)]
      console.error(`  ${kind}: median ${middle.toFixed(1)} ms, p95 ${most.toFixed(1)} ms`)
    }
    const p95 = quantile([...took.values()].flat(), 0.95)
    const baseline = quantile(bare, 0.95)
    return {
      name: `search-${cases}-cases`,
      value: rounded(p95),
      unit: 'ms p95',
      baseline: rounded(baseline),
      ratio: rounded(p95 / baseline),
      target: `≤ ${TARGET_MS} ms over ${cases} cases and ${cases * 3} contacts (baseline: one case by its id)`,
      met: p95 <= TARGET_MS,
    }
  } finally {
    stop.abort()
    await database.destroy()
    await postgres.stop()
  }
}

/** Finding customers and cases in the archive, while it is written to; of another size by HUIYIN_BENCH_CASES. */
export const bench: Bench = async () => [await measure(Number(process.env.HUIYIN_BENCH_CASES ?? 1_000_000))]
