import { sql } from 'kysely'
import { kindOfType } from '#core/event/event.ts'
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
  /** What of it is open or owed. */
  readonly open: readonly EventGroup[]
}

/** Types that say whose something is. */
const NAMING = [
  ...['contact.queued', 'contact.dialled', 'callback.requested'],
  ...['case.opened', 'case.described', 'allowance.reported'],
]
const MEMBERS = ['promise', 'handoff', 'approval', 'assist', 'callback']

/** By kind the types after which it is over, unless one that is not among them comes later. */
const ENDS: Readonly<Record<string, { readonly over: readonly string[]; readonly open: readonly string[] }>> =
  {
    case: {
      over: ['case.resolved', 'case.merged'],
      open: ['case.opened', 'case.reopened', 'case.contacted', 'case.waiting', 'case.resumed'],
    },
    promise: { over: ['promise.kept', 'promise.withdrawn'], open: ['promise.made'] },
    handoff: { over: ['handoff.returned'], open: ['handoff.sent'] },
    approval: { over: ['approval.decided'], open: ['approval.requested'] },
    callback: { over: ['callback.done', 'callback.cancelled'], open: ['callback.requested'] },
  }

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
  for (const group of await kinOf(database, site, cases)) groups.set(groupKey(group), group)
  const all = [...groups.values()]
  const keys = new Set([...wanted.keys, ...own.flatMap(({ customer }) => customer ?? [])])
  return { groups: all, keys: [...keys], open: await openOf(database, site, all) }
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
async function kinOf(database: Database, site: string, cases: readonly string[]): Promise<EventGroup[]> {
  if (cases.length === 0) return []
  const { rows } = await sql<EventGroup>`
    select distinct split_part(type, '.', 1) as kind, subject from event
    where site_id = ${site} and data ? 'case' and left(data->>'case', 128) = any(${sql.val([...cases])}::text[])
      and split_part(type, '.', 1) = any(${sql.val(MEMBERS)}::text[])`.execute(database)
  return rows
}

/** Those of these that are open or owed, by what was said of each last. */
async function openOf(
  database: Database,
  site: string,
  groups: readonly EventGroup[],
): Promise<EventGroup[]> {
  const ending = groups.filter(({ kind }) => Object.hasOwn(ENDS, kind))
  if (ending.length === 0) return []
  const types = Object.values(ENDS).flatMap(({ over, open }) => [...over, ...open])
  const { rows } = await sql<{ type: string; subject: string }>`
    select distinct on (split_part(type, '.', 1), subject) type, subject from event
    where site_id = ${site} and subject = any(${sql.val(ending.map(({ subject }) => subject))}::text[])
      and type = any(${sql.val(types)}::text[])
    order by split_part(type, '.', 1), subject, time desc, source collate "C" desc, id collate "C" desc`.execute(
    database,
  )
  const isOpen = ({ type }: { type: string }) => !ENDS[kindOfType(type)]?.over.includes(type)
  const open = new Set(
    rows.filter(isOpen).map(({ type, subject }) => groupKey({ kind: kindOfType(type), subject })),
  )
  return ending.filter((group) => open.has(groupKey(group)))
}
