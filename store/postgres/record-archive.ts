import { sql } from 'kysely'
import { chunked } from '#core/collections/chunked.ts'
import { LOG_START } from '#core/event/log-position.ts'
import type { CallbackRow, CaseRow, PromiseRow } from '#core/rows/case-rows.ts'
import type { ContactRecord } from '#core/search/contact-record.ts'
import type { Database } from './database.ts'
import { erasedAmong } from './erased-subjects.ts'
import { storableJson } from './event-archive.ts'

/** A case as it is kept, with what belongs to it. */
export interface CaseToRecord {
  readonly row: CaseRow
  readonly members: readonly { type: string; id: string }[]
  readonly tokens: readonly string[]
}

export type ItemToRecord =
  | {
      readonly kind: 'promise'
      readonly row: PromiseRow
      readonly customer: string | null
      readonly at: number
    }
  | {
      readonly kind: 'callback'
      readonly row: CallbackRow
      readonly customer: string | null
      readonly at: number
    }

/** What is known of a customer by what came last of them (`at`, ms). */
export interface CustomerToRecord {
  readonly customer: string
  readonly ref: string
  readonly name: string | null
  readonly phone: string | null
  readonly at: number
  readonly tokens: readonly string[]
}

export interface RecordBatch {
  readonly cases: readonly CaseToRecord[]
  /** Cases that there are no more, because all that made them was taken back. */
  readonly goneCases: readonly string[]
  readonly items: readonly ItemToRecord[]
  readonly contacts: readonly (ContactRecord & { case: string | null })[]
  readonly customers: readonly CustomerToRecord[]
}

/** Writes the last state of cases, their items, contacts and customers. What is written again changes nothing. */
export interface RecordArchive {
  write(batch: RecordBatch): Promise<void>
  /** Those of these subjects ("case/C1") whose customer was erased, and when (ms): no record names them. */
  erasedAmong(subjects: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Up to where in the log the records tell; `0-0`: nothing was written yet. */
  position(): Promise<string>
  advance(pos: string): Promise<void>
}

/** Rows in one statement: each has a dozen parameters, of which a statement takes 65,535. */
const AT_ONCE = 500

const clean = <T extends string | null>(text: T): T =>
  (text === null ? null : text.toWellFormed().replaceAll('\0', '\ufffd')) as T
const tokensOf = (tokens: readonly string[]) => `{${tokens.join(',')}}`

export function createRecordArchive(database: Database, site: string): RecordArchive {
  return {
    async write(batch) {
      await database.transaction().execute(async (transaction) => {
        for (const some of chunked(batch.contacts, AT_ONCE)) await writeContacts(transaction, site, some)
        for (const some of chunked(batch.cases, AT_ONCE)) await writeCases(transaction, site, some)
        for (const some of chunked(batch.items, AT_ONCE)) await writeItems(transaction, site, some)
        for (const some of chunked(batch.customers, AT_ONCE)) await writeCustomers(transaction, site, some)
        if (batch.goneCases.length > 0)
          await transaction
            .deleteFrom('case_record')
            .where('site_id', '=', site)
            .where('id', 'in', batch.goneCases)
            .execute()
      })
    },
    erasedAmong: (subjects) => erasedAmong(database, site, subjects),
    async position() {
      const row = await database
        .selectFrom('record_position')
        .selectAll()
        .where('site_id', '=', site)
        .executeTakeFirst()
      return row === undefined ? LOG_START : `${row.pos_ms}-${row.pos_seq}`
    },
    async advance(pos) {
      const [ms, seq] = pos.split('-').map(Number)
      await sql`
        insert into record_position as known (site_id, pos_ms, pos_seq) values (${site}, ${ms}, ${seq})
        on conflict (site_id) do update set pos_ms = excluded.pos_ms, pos_seq = excluded.pos_seq
        where (known.pos_ms, known.pos_seq) < (excluded.pos_ms, excluded.pos_seq)`.execute(database)
    },
  }
}

async function writeContacts(
  database: Database,
  site: string,
  contacts: RecordBatch['contacts'],
): Promise<void> {
  await database
    .insertInto('contact_record')
    .values(
      contacts.map((record) => ({
        ...{
          site_id: site,
          id: record.id,
          queue: record.queue,
          agent: record.agent,
          answered: record.answered,
        },
        at: new Date(record.at),
        ended_at: record.endedAt === null ? null : new Date(record.endedAt),
        ...{ direction: record.direction, customer: record.customer, case_id: record.case },
        ...{ channel: clean(record.channel), outcome: record.outcome, cause: clean(record.cause) },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'id']).doUpdateSet((given) => ({
        at: given.ref('excluded.at'),
        ended_at: given.ref('excluded.ended_at'),
        channel: given.ref('excluded.channel'),
        direction: given.ref('excluded.direction'),
        queue: given.ref('excluded.queue'),
        agent: given.ref('excluded.agent'),
        outcome: given.ref('excluded.outcome'),
        cause: given.ref('excluded.cause'),
        answered: given.ref('excluded.answered'),
        customer: given.ref('excluded.customer'),
        // A contact that has ended does not say itself any more to which case it belongs: the case does.
        case_id: sql<string | null>`coalesce(excluded.case_id, contact_record.case_id)`,
      })),
    )
    .execute()
}

async function writeCases(database: Database, site: string, cases: RecordBatch['cases']): Promise<void> {
  await database
    .insertInto('case_record')
    .values(
      cases.map(({ row, members, tokens }) => ({
        ...{ site_id: site, id: row.id, state: row.state, kind: clean(row.kind), cause: clean(row.cause) },
        ...{ queue: row.queue, team: row.team, owner: row.owner, customer: row.customer },
        ...{ opened_at: new Date(row.openedAt), merged_into: row.mergedInto },
        // Its clocks are made of its events again by whoever opens it.
        row: sql<Record<string, unknown>>`${storableJson({ ...row, clocks: [] })}::jsonb`,
        members: sql<CaseToRecord['members'][number][]>`${JSON.stringify(members)}::jsonb`,
        tokens: sql<string>`${tokensOf(tokens)}::bigint[]`,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'id'])
        .doUpdateSet((given) => ({
          opened_at: given.ref('excluded.opened_at'),
          state: given.ref('excluded.state'),
          kind: given.ref('excluded.kind'),
          cause: given.ref('excluded.cause'),
          queue: given.ref('excluded.queue'),
          team: given.ref('excluded.team'),
          owner: given.ref('excluded.owner'),
          customer: given.ref('excluded.customer'),
          merged_into: given.ref('excluded.merged_into'),
          row: given.ref('excluded.row'),
          members: given.ref('excluded.members'),
          tokens: given.ref('excluded.tokens'),
        }))
        .where(
          sql<boolean>`(case_record.row, case_record.members, case_record.tokens)
          is distinct from (excluded.row, excluded.members, excluded.tokens)`,
        ),
    )
    .execute()
  const links = cases.flatMap(({ row, members }) =>
    members.map(({ type, id }) => ({ case: row.id, key: `${type}/${id}`, type, id })),
  )
  const contacts = links.filter(({ type }) => type === 'contact')
  const ids = cases.map(({ row }) => row.id)
  // What the case no longer has was taken back, or belongs to another by now.
  await sql`
    update contact_record set case_id = link.case_id
    from unnest(${sql.val(contacts.map(({ id }) => id))}::text[], ${sql.val(contacts.map((link) => link.case))}::text[])
      as link (id, case_id)
    where site_id = ${site} and contact_record.id = link.id
      and contact_record.case_id is distinct from link.case_id`.execute(database)
  await sql`
    delete from case_item_record where site_id = ${site} and case_id = any(${sql.val(ids)}::text[])
      and not (kind || '/' || id = any(${sql.val(links.map(({ key }) => key))}::text[]))`.execute(database)
}

async function writeItems(database: Database, site: string, items: RecordBatch['items']): Promise<void> {
  await database
    .insertInto('case_item_record')
    .values(
      items.map(({ kind, row, customer, at }) => ({
        ...{ site_id: site, kind, id: row.id, case_id: row.case, customer, at: new Date(at) },
        row: sql<Record<string, unknown>>`${storableJson({ ...row, clocks: [] })}::jsonb`,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'kind', 'id']).doUpdateSet((given) => ({
        case_id: given.ref('excluded.case_id'),
        customer: given.ref('excluded.customer'),
        at: given.ref('excluded.at'),
        row: given.ref('excluded.row'),
      })),
    )
    .execute()
}

/** A customer is found by all names and numbers that they ever had; they are called as they were last. */
async function writeCustomers(
  database: Database,
  site: string,
  customers: RecordBatch['customers'],
): Promise<void> {
  await database
    .insertInto('customer_record')
    .values(
      customers.map(({ customer, ref, name, phone, at, tokens }) => ({
        ...{ site_id: site, customer, ref, name: clean(name), phone: clean(phone), last_at: new Date(at) },
        tokens: sql<string>`${tokensOf(tokens)}::bigint[]`,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'customer']).doUpdateSet(() => ({
        name: sql<string | null>`case when excluded.last_at >= customer_record.last_at
          then coalesce(excluded.name, customer_record.name) else coalesce(customer_record.name, excluded.name) end`,
        phone: sql<string | null>`case when excluded.last_at >= customer_record.last_at
          then coalesce(excluded.phone, customer_record.phone) else coalesce(customer_record.phone, excluded.phone) end`,
        last_at: sql<Date>`greatest(excluded.last_at, customer_record.last_at)`,
        tokens: sql<string>`case when customer_record.tokens @> excluded.tokens then customer_record.tokens
          else array(select distinct unnest(customer_record.tokens || excluded.tokens)) end`,
      })),
    )
    .execute()
}
