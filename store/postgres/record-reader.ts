import { type RawBuilder, sql } from 'kysely'
import type { ViewerReach } from '#core/access/viewer.ts'
import type { CallbackRow, CaseRow, PromiseRow } from '#core/rows/case-rows.ts'
import { type CaseCursor, type CaseFilter, equalFields } from '#core/search/case-filter.ts'
import type { Database } from './database.ts'
import type { ContactRecordTable } from './record-tables.ts'

/** Who looks: no more than they may see need be read. Whether they may see a case is judged by its row, not here. */
export interface RecordScope {
  readonly reach: ViewerReach
  readonly agent: string | null
}

/** The same with the agents whose contacts they may see; of a reach of all nobody asks. */
export interface ContactScope extends RecordScope {
  readonly agents: readonly string[]
}

export interface RecordedCustomer {
  readonly customer: string
  readonly ref: string
  readonly name: string | null
  readonly phone: string | null
  readonly lastAt: number
}

export type RecordedContact = Omit<ContactRecordTable, 'site_id' | 'at' | 'ended_at' | 'case_id'> & {
  readonly at: number
  readonly endedAt: number | null
  readonly case: string | null
}

export type RecordedItem =
  | { readonly kind: 'promise'; readonly at: number; readonly row: PromiseRow }
  | { readonly kind: 'callback'; readonly at: number; readonly row: CallbackRow }

export interface CaseMembers {
  readonly row: CaseRow
  readonly members: readonly { type: string; id: string }[]
}

/** Alternatives: found is what has all tokens of one of them. */
export type TokenQuery = readonly (readonly string[])[]

/** Records of a site as they were written last. */
export interface RecordReader {
  /** Those of whom somebody may see a contact or a case; of whom they may not is looked at none. */
  customers(query: TokenQuery, scope: ContactScope, most: number): Promise<RecordedCustomer[]>
  customersByKey(keys: readonly string[]): Promise<RecordedCustomer[]>
  customerByRef(ref: string): Promise<RecordedCustomer | null>
  casesByWords(query: TokenQuery, scope: RecordScope, most: number): Promise<CaseRow[]>
  casesById(ids: readonly string[]): Promise<CaseRow[]>
  casesOf(customers: readonly string[], scope: RecordScope, most: number): Promise<CaseRow[]>
  contactsOf(customers: readonly string[], scope: ContactScope, most: number): Promise<RecordedContact[]>
  itemsOf(customer: string, most: number): Promise<RecordedItem[]>
  /** Where customers were: queues and agents of their contacts, each once. */
  placesOf(
    customers: readonly string[],
  ): Promise<{ customer: string; queue: string | null; agent: string | null }[]>
  list(
    filter: CaseFilter,
    words: TokenQuery,
    scope: RecordScope,
    after: CaseCursor | null,
    most: number,
  ): Promise<CaseRow[]>
  members(caseId: string): Promise<CaseMembers | null>
}

/** Of what very many have in common, so many are looked at for the newest; and for those that somebody may see. */
const LOOKED_AT = 2_000
const JUDGED = 10_000

const text = (values: readonly string[]) => sql`${sql.val([...values])}::text[]`

function hasTokens(query: TokenQuery): RawBuilder<boolean> {
  if (query.length === 0) return sql<boolean>`true`
  const each = query.map((tokens) => sql`tokens @> ${`{${tokens.join(',')}}`}::bigint[]`)
  return sql<boolean>`(${sql.join(each, sql` or `)})`
}

/** All that somebody may see, and more: each row is judged again by the rules that screens go by. */
function nearScope({ reach, agent }: RecordScope): RawBuilder<boolean> {
  if (reach === 'all') return sql<boolean>`true`
  return sql<boolean>`(queue = any(${text([...reach.queues])}) or team = any(${text([...reach.teams])})
    or (queue is null and team is null) or owner = ${agent})`
}

/** The same of contacts. */
function nearContacts({ reach, agents }: ContactScope): RawBuilder<boolean> {
  if (reach === 'all') return sql<boolean>`true`
  return sql<boolean>`(queue = any(${text([...reach.queues])}) or agent = any(${text(agents)})
    or (queue is null and agent is null))`
}

const instant = (ms: number) => sql`${new Date(ms)}::timestamptz`

function filtered(filter: CaseFilter): RawBuilder<boolean> {
  const parts = equalFields.flatMap((field) =>
    filter[field] === undefined ? [] : [sql`${sql.ref(field)} = ${filter[field]}`],
  )
  if (filter.from !== undefined) parts.push(sql`opened_at >= ${instant(filter.from)}`)
  if (filter.to !== undefined) parts.push(sql`opened_at < ${instant(filter.to)}`)
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`
}

export function createRecordReader(database: Database, site: string): RecordReader {
  const rowsOf = async (query: RawBuilder<{ row: CaseRow }>) =>
    (await query.execute(database)).rows.map(({ row }) => row)

  /** Whether a customer (`found`) has a contact or a case that lies near. */
  const hasPlace = (scope: ContactScope) => sql<boolean>`(
    exists (select 1 from contact_record where site_id = ${site} and contact_record.customer = found.customer
      and ${nearContacts(scope)})
    or exists (select 1 from case_record where site_id = ${site} and case_record.customer = found.customer
      and ${nearScope(scope)}))`

  async function customersWhere(
    where: RawBuilder<boolean>,
    most: number,
    scope: ContactScope | null = null,
  ): Promise<RecordedCustomer[]> {
    const isNear = scope === null || scope.reach === 'all' ? null : hasPlace(scope)
    const { rows } = await sql<Omit<RecordedCustomer, 'lastAt'> & { lastAt: Date }>`
      select customer, ref, name, phone, last_at as "lastAt" from (
        select * from (
          select * from customer_record where site_id = ${site} and ${where}
          limit ${isNear === null ? LOOKED_AT : JUDGED}) as found
        where ${isNear ?? sql`true`} limit ${LOOKED_AT}) as near
      order by last_at desc limit ${most}`.execute(database)
    return rows.map((row) => ({ ...row, lastAt: row.lastAt.getTime() }))
  }

  return {
    customers: (query, scope, most) => customersWhere(hasTokens(query), most, scope),
    customersByKey: (keys) => customersWhere(sql<boolean>`customer = any(${text(keys)})`, keys.length),
    customerByRef: async (ref) => (await customersWhere(sql<boolean>`ref = ${ref}`, 1))[0] ?? null,
    casesByWords: (query, scope, most) =>
      rowsOf(sql`
        select row from (
          select row, opened_at from case_record
          where site_id = ${site} and ${hasTokens(query)} and ${nearScope(scope)} limit ${LOOKED_AT}) as found
        order by opened_at desc limit ${most}`),
    casesById: (ids) =>
      rowsOf(sql`select row from case_record where site_id = ${site} and id = any(${text(ids)})`),
    casesOf: (customers, scope, most) =>
      rowsOf(sql`
        select row from case_record where site_id = ${site} and customer = any(${text(customers)})
          and ${nearScope(scope)}
        order by opened_at desc limit ${most}`),
    async contactsOf(customers, scope, most) {
      const { rows } = await sql<
        Omit<RecordedContact, 'at' | 'endedAt'> & { at: Date; endedAt: Date | null }
      >`
        select id, at, ended_at as "endedAt", channel, direction, queue, agent, outcome, cause, answered, customer,
          case_id as case
        from contact_record where site_id = ${site} and customer = any(${text(customers)})
          and ${nearContacts(scope)}
        order by at desc limit ${most}`.execute(database)
      return rows.map((row) => ({
        ...row,
        at: row.at.getTime(),
        endedAt: row.endedAt === null ? null : row.endedAt.getTime(),
      }))
    },
    async itemsOf(customer, most) {
      const { rows } = await sql<{ kind: RecordedItem['kind']; at: Date; row: never }>`
        select kind, at, row from case_item_record where site_id = ${site} and customer = ${customer}
        order by at desc limit ${most}`.execute(database)
      return rows.map(({ kind, at, row }): RecordedItem => ({ kind, at: at.getTime(), row }))
    },
    async placesOf(customers) {
      const { rows } = await sql<{ customer: string; queue: string | null; agent: string | null }>`
        select distinct customer, queue, agent from contact_record
        where site_id = ${site} and customer = any(${text(customers)})`.execute(database)
      return rows
    },
    list: (filter, words, scope, after, most) =>
      rowsOf(sql`
        select row from case_record
        where site_id = ${site} and ${filtered(filter)} and ${hasTokens(words)} and ${nearScope(scope)}
          and ${after === null ? sql`true` : sql`(opened_at, id) < (${instant(after.at)}, ${after.id})`}
        order by opened_at desc, id desc limit ${most}`),
    async members(caseId) {
      const row = await database
        .selectFrom('case_record')
        .select(['row', 'members'])
        .where('site_id', '=', site)
        .where('id', '=', caseId)
        .executeTakeFirst()
      return row === undefined ? null : { row: row.row as unknown as CaseRow, members: row.members }
    },
  }
}
