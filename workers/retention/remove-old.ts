import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { LOG_START } from '#core/log-position.ts'
import { keepDaysOf, keptMs, type Retained } from '#core/site/keep-days.ts'
import { writeAudit } from '#store/postgres/audit-records.ts'
import type { Database } from '#store/postgres/database.ts'
import { createEventRemoval } from '#store/postgres/event-removal.ts'
import { dropEmptyMonths } from '#store/postgres/month-partitions.ts'
import type { RetentionRun, RetentionStore } from '#store/postgres/retention-store.ts'
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

const AT_ONCE = 500
/** After each slice it rests for so many times what that took: others come first. */
const REST = 3

/**
 * Removes what the site has kept for as long as its file says (`privacy.keepDays`), in slices, and puts on record what
 * that was. Broken off it may be begun again at any time. Gives the run, null if it was broken off.
 */
export async function removeOld(context: RemovalContext, signal: AbortSignal): Promise<RetentionRun | null> {
  const { floor, store, database, site } = context
  const at = floor.now
  const keepDays = keepDaysOf(floor.site)
  const before = (what: Retained) => (keepDays[what] === undefined ? null : at - keptMs(floor.site, what))
  await store.begin({ keepDays, begunAt: at, eventsBefore: before('events') })
  for (const [what, remove] of Object.entries(REMOVES) as [Retained, Remove][]) {
    const end = before(what)
    if (end !== null) await remove(context, end, signal)
  }
  if (signal.aborted) return null
  await store.finish(at)
  const run = (await store.last())!
  await writeAudit(database, site, [recordOf(run, keepDays, at)])
  return run
}

function recordOf({ removed }: RetentionRun, keepDays: RetentionRun['keepDays'], at: number) {
  const named = Object.entries(keepDays) as [Retained, number][]
  const what = named.map(([name, days]) => [
    name,
    { removed: removed[name], before: new Date(at - days * 86_400_000).toISOString() },
  ])
  return {
    at,
    who: 'system/retention',
    action: 'retention.done',
    subject: null,
    detail: Object.fromEntries(what),
  }
}

type Remove = (context: RemovalContext, before: number, signal: AbortSignal) => Promise<void>

const REMOVES: Readonly<Record<Retained, Remove>> = {
  async events(context, before, signal) {
    await removeEvents(context, before, signal)
    if (signal.aborted) return
    await context.elsewhere(before, context.floor.now - before)
    await dropEmptyMonths(context.database, 'event', before)
  },
  audit: (context, before, signal) =>
    inSlices(context, signal, 'audit', (transaction, most) =>
      deleteAudit(transaction, context.site, before, most),
    ),
  async figures(context, before, signal) {
    await inSlices(context, signal, 'figures', (transaction, most) =>
      deleteFigures(transaction, context.site, before, most),
    )
    if (!signal.aborted) await dropEmptyMonths(context.database, 'interval_record', before)
  },
}

async function removeEvents(context: RemovalContext, before: number, signal: AbortSignal): Promise<void> {
  const { database, site, floor, store, atOnce = AT_ONCE } = context
  const removal = createEventRemoval(database, site, before)
  const held = await stillHeld(floor, before)
  for (let after = LOG_START; !signal.aborted; ) {
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
  { database, store, atOnce = AT_ONCE }: RemovalContext,
  signal: AbortSignal,
  what: Retained,
  remove: (transaction: Database, most: number) => Promise<number>,
): Promise<void> {
  while (!signal.aborted) {
    const began = performance.now()
    const rows = await database.transaction().execute(async (transaction) => {
      const count = await remove(transaction, atOnce)
      await store.count(transaction, what, count)
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

async function deleteFigures(
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
