import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { LOG_START } from '#core/event/log-position.ts'
import { type Retained, retentionDays } from '#core/site/retention-days.ts'
import { type AuditRecord, writeAudit } from '#store/postgres/audit-records.ts'
import type { Database } from '#store/postgres/database.ts'
import { createEventRemoval } from '#store/postgres/event-removal.ts'
import { dropEmptyMonths, dropWholeMonths } from '#store/postgres/month-partitions.ts'
import { erasePersonalRecords, removeOldRecords } from '#store/postgres/record-erasure.ts'
import type { RetentionRun, RetentionStore } from '#store/postgres/retention-store.ts'
import { erasePersonal } from './erase-personal.ts'
import { mayGo } from './may-go.ts'
import { type HeldFloor, stillHeld } from './still-held.ts'

export interface RemovalContext {
  readonly site: string
  readonly database: Database
  readonly floor: HeldFloor
  readonly store: RetentionStore
  /** Removes what is older where the database does not keep it: before an instant of the site's clock, or so many ms. */
  readonly elsewhere: (before: number, keptMs: number) => Promise<void>
  /** Events looked at, and rows removed, in one transaction. */
  readonly atOnce?: number
}

/** A run: it ends where the site file says otherwise meanwhile, because what is removed cannot be given back. */
interface Run extends RemovalContext {
  goesOn(): boolean
}

const DAY_MS = 86_400_000
const AT_ONCE = 500
/** After each slice it rests for so many times what that took: others come first. */
const REST = 3

/**
 * Removes what the site has kept for as long as its file says (`privacy.keepDays`), in slices, and puts on record what
 * that was. Broken off it may be begun again at any time. Gives the run, null if it was broken off, by the signal or
 * because the file says otherwise by now.
 */
export async function removeOld(context: RemovalContext, signal: AbortSignal): Promise<RetentionRun | null> {
  const { floor, store, database, site } = context
  const at = floor.now
  const keepDays = retentionDays(floor.site)
  const before = (what: Retained) => (keepDays[what] === undefined ? null : at - keepDays[what] * DAY_MS)
  const isStillSo = () => JSON.stringify(retentionDays(floor.site)) === JSON.stringify(keepDays)
  const run: Run = { ...context, goesOn: () => !signal.aborted && isStillSo() }
  await store.begin({ keepDays, begunAt: at, eventsBefore: before('events') })
  for (const [what, remove] of Object.entries(REMOVES) as [Retained, Remove][]) {
    const end = before(what)
    if (end !== null) await remove(run, end, signal)
  }
  if (!run.goesOn()) return null
  await store.finish(at)
  const done = (await store.last())!
  await writeAudit(database, site, [recordOf(done, keepDays, at)])
  return done
}

function recordOf({ removed }: RetentionRun, keepDays: RetentionRun['keepDays'], at: number): AuditRecord {
  const named = Object.entries(keepDays) as [Retained, number][]
  const what = named.map(([name, days]) => [
    name,
    { removed: removed[name], before: new Date(at - days * DAY_MS).toISOString() },
  ])
  return {
    at,
    who: 'system/retention',
    action: 'retention.done',
    subject: null,
    detail: Object.fromEntries(what),
  }
}

type Remove = (run: Run, before: number, signal: AbortSignal) => Promise<void>

const REMOVES: Readonly<Record<Retained, Remove>> = {
  async events(run, before, signal) {
    await removeEvents(run, before, signal)
    await inSlices(run, signal, null, (transaction, most) =>
      removeOldRecords(transaction, run.site, before, most),
    )
    if (!run.goesOn()) return
    await run.elsewhere(before, run.floor.now - before)
    await dropEmptyMonths(run.database, 'event', before)
  },
  async personal(run, before, signal) {
    const { store, database, atOnce = AT_ONCE } = run
    const slice = async (erase: (transaction: Database) => Promise<number>) => {
      const began = performance.now()
      await database.transaction().execute(async (transaction) => {
        await store.count(transaction, 'personal', await erase(transaction))
      })
      await rest(began, signal)
    }
    await erasePersonal({ ...run, atOnce, slice }, before)
    await inSlices(run, signal, null, (transaction, most) =>
      erasePersonalRecords(transaction, run.site, before, most),
    )
    if (run.goesOn()) await run.elsewhere(before, run.floor.now - before)
  },
  audit: (run, before, signal) =>
    inSlices(run, signal, 'audit', (transaction, most) => deleteAudit(transaction, run.site, before, most)),
  async intervals(run, before, signal) {
    await dropWholeMonths(run.database, { ...run, table: 'interval_record', before }, (transaction, rows) =>
      run.store.count(transaction, 'intervals', rows),
    )
    await inSlices(run, signal, 'intervals', (transaction, most) =>
      deleteIntervals(transaction, run.site, before, most),
    )
    if (run.goesOn()) await dropEmptyMonths(run.database, 'interval_record', before)
  },
}

async function removeEvents(run: Run, before: number, signal: AbortSignal): Promise<void> {
  const { database, site, floor, store, atOnce = AT_ONCE } = run
  const removal = createEventRemoval(database, site, before)
  const held = await stillHeld(floor, before)
  for (let after = LOG_START; run.goesOn(); ) {
    const began = performance.now()
    const events = await removal.next(after, atOnce)
    const last = events.at(-1)
    if (last === undefined) return
    const { groups, positions } = await mayGo(removal, events, held)
    await database.transaction().execute(async (transaction) => {
      await store.count(transaction, 'events', await removal.remove(transaction, groups, positions))
    })
    after = last.pos
    await rest(began, signal)
  }
}

async function inSlices(
  { database, store, goesOn, atOnce = AT_ONCE }: Run,
  signal: AbortSignal,
  /** What the rows are counted as; null: they follow what is counted. */
  what: Retained | null,
  remove: (transaction: Database, most: number) => Promise<number>,
): Promise<void> {
  while (goesOn()) {
    const began = performance.now()
    const rows = await database.transaction().execute(async (transaction) => {
      const count = await remove(transaction, atOnce)
      if (what !== null) await store.count(transaction, what, count)
      return count
    })
    if (rows < atOnce) return
    await rest(began, signal)
  }
}

async function rest(began: number, signal: AbortSignal): Promise<void> {
  await wait(REST * (performance.now() - began), null, { signal }).catch(() => null)
}

async function deleteAudit(database: Database, site: string, before: number, most: number): Promise<number> {
  const done = await sql`
    delete from audit where site_id = ${site} and id in (
      select id from audit where site_id = ${site} and at < ${new Date(before)}::timestamptz order by at limit ${most})`.execute(
    database,
  )
  return Number(done.numAffectedRows ?? 0)
}

async function deleteIntervals(
  database: Database,
  site: string,
  before: number,
  most: number,
): Promise<number> {
  const done = await sql`
    delete from interval_record using (
      select kind, subject, start from interval_record
      where site_id = ${site} and start < ${new Date(before)}::timestamptz limit ${most}) as old
    where site_id = ${site} and interval_record.kind = old.kind and interval_record.subject = old.subject
      and interval_record.start = old.start`.execute(database)
  return Number(done.numAffectedRows ?? 0)
}
