import { sql } from 'kysely'
import type { Database } from './database.ts'
import { type EventGroup, groupKey } from './event-removal.ts'

/** By what a customer is looked for. */
export interface WantedCustomer {
  /** Their opaque keys. */
  readonly keys: ReadonlySet<string>
  /** The last digits of a number of theirs; null: none is known. */
  readonly digits: string | null
  /** Whether a number, however it is written, is theirs. */
  readonly isTheirs: (phone: string) => boolean
}

/** What is archived of a customer. */
export interface CustomerTraces {
  readonly groups: readonly EventGroup[]
  /** The keys by which feeds name them. */
  readonly keys: readonly string[]
}

/** Types that say whose something is. */
const NAMING = [
  ...['contact.queued', 'contact.dialled', 'callback.requested'],
  ...['case.opened', 'case.described', 'allowance.reported'],
]
const MEMBERS = ['promise', 'handoff', 'approval', 'assist', 'callback']

interface Naming {
  readonly kind: string
  readonly subject: string
  readonly customer: string | null
  readonly phone: string | null
}

/** Looks through the whole archive, which takes as long as it takes: no index knows who somebody is. */
export async function customerTraces(
  database: Database,
  site: string,
  wanted: WantedCustomer,
): Promise<CustomerTraces> {
  const own = (await naming(database, site, wanted)).filter(
    ({ customer, phone }) =>
      (customer !== null && wanted.keys.has(customer)) || (phone !== null && wanted.isTheirs(phone)),
  )
  const groups = new Map(own.map(({ kind, subject }) => [groupKey({ kind, subject }), { kind, subject }]))
  const cases = [...groups.values()].filter(({ kind }) => kind === 'case').map(({ subject }) => subject)
  for (const group of await relatedEvents(database, site, cases)) groups.set(groupKey(group), group)
  const all = [...groups.values()]
  const keys = new Set([...wanted.keys, ...own.flatMap(({ customer }) => customer ?? [])])
  return { groups: all, keys: [...keys] }
}

async function naming(
  database: Database,
  site: string,
  { keys, digits }: WantedCustomer,
): Promise<readonly Naming[]> {
  const byDigits =
    digits === null
      ? sql`false`
      : sql`right(regexp_replace(data->>'phone', '\\D', '', 'g'), ${digits.length}) = ${digits}`
  const { rows } = await sql<Naming>`
    select distinct split_part(type, '.', 1) as kind, subject, data->>'customer' as customer, data->>'phone' as phone
    from event where site_id = ${site} and type = any(${sql.val(NAMING)}::text[])
      and (data->>'customer' = any(${sql.val([...keys])}::text[]) or ${byDigits})`.execute(database)
  return rows
}

/** What names one of these cases as its own. */
async function relatedEvents(
  database: Database,
  site: string,
  cases: readonly string[],
): Promise<EventGroup[]> {
  if (cases.length === 0) return []
  const { rows } = await sql<EventGroup>`
    select distinct split_part(type, '.', 1) as kind, subject from event
    where site_id = ${site} and data ? 'case' and left(data->>'case', 128) = any(${sql.val([...cases])}::text[])
      and split_part(type, '.', 1) = any(${sql.val(MEMBERS)}::text[])`.execute(database)
  return rows
}
