import type { Floor } from '#core/floor/floor.ts'
import type { RowType, RowTypes } from '#core/rows/row.ts'
import { contactRecord } from '#core/search/contact-record.ts'
import type { CustomerToRecord, ItemToRecord, RecordBatch } from '#store/postgres/record-archive.ts'
import { caseText, type SearchTokens } from '#store/search-tokens.ts'

export type RecordFloor = Pick<Floor, 'row' | 'ids' | 'site' | 'eventsOf' | 'aggregate' | 'pos' | 'now'>

/** What is kept beyond the floor. */
export const recordedTypes = ['case', 'promise', 'callback', 'contact'] as const satisfies readonly RowType[]
export type RecordedType = (typeof recordedTypes)[number]
export type Touched = Readonly<Record<RecordedType, ReadonlySet<string>>>

interface Gathered {
  readonly cases: RecordBatch['cases'][number][]
  readonly goneCases: string[]
  readonly items: ItemToRecord[]
  readonly contacts: RecordBatch['contacts'][number][]
  readonly customers: Map<string, CustomerToRecord>
}

type Erased = ReadonlyMap<string, number>

export interface GatherOptions {
  readonly floor: RecordFloor
  readonly tokens: SearchTokens
  /** Subjects ("case/C1") whose customer was erased, and when (ms). */
  readonly erased: Erased
}

type Customer = { customer: string | null; name: string | null; phone: string | null }

/** Notes what something says of its customer; of several in one batch what came last counts, all of it finds. */
function noteCustomer(
  found: Gathered,
  tokens: SearchTokens,
  { customer, name, phone }: Customer,
  at: number,
) {
  if (customer === null) return
  const before = found.customers.get(customer)
  const mine = tokens.ofCustomer({
    names: name === null ? [] : [name],
    phones: phone === null ? [] : [phone],
  })
  const isLater = before === undefined || at >= before.at
  found.customers.set(customer, {
    customer,
    ref: tokens.customerRef(customer),
    name: isLater ? (name ?? before?.name ?? null) : (before.name ?? name),
    phone: isLater ? (phone ?? before?.phone ?? null) : (before.phone ?? phone),
    at: Math.max(at, before?.at ?? 0),
    tokens: [...new Set([...mine, ...(before?.tokens ?? [])])],
  })
}

/**
 * Without the customer where that one was erased: their key still stands in the events. What began after that under the
 * same id is another.
 */
function named<T extends { customer: string | null }>(
  subject: string,
  row: T,
  began: number,
  erased: Erased,
): T {
  const at = erased.get(subject)
  return at === undefined || began > at ? row : { ...row, customer: null }
}

function gatherCase(found: Gathered, { floor, tokens, erased }: GatherOptions, id: string): void {
  const live = floor.row('case', id)
  const row = live === null ? null : named(`case/${id}`, live, Date.parse(live.openedAt), erased)
  if (row === null) {
    // What is over leaves the floor, and was written before; what was taken back has never been.
    if (floor.eventsOf('case', id).length === 0) found.goneCases.push(id)
    return
  }
  const members = floor.aggregate(id)
  found.cases.push({ row, members, tokens: tokens.ofCase(caseText(row, floor.site)) })
  noteCustomer(found, tokens, row, Date.parse(row.openedAt))
}

function gatherCallback(
  found: Gathered,
  { tokens, erased }: GatherOptions,
  live: RowTypes['callback'],
): void {
  const at = Date.parse(live.requestedAt)
  const row = named(`callback/${live.id}`, live, at, erased)
  found.items.push({ kind: 'callback', row, customer: row.customer, at })
  noteCustomer(found, tokens, row, at)
}

function gatherPromise(found: Gathered, { floor, erased }: GatherOptions, row: RowTypes['promise']): void {
  const made = floor.eventsOf('promise', row.id).find(({ type }) => type === 'promise.made')
  const isErased = erased.has(`case/${row.case}`) || erased.has(`promise/${row.id}`)
  const customer = row.case === null || isErased ? null : (floor.row('case', row.case)?.customer ?? null)
  found.items.push({ kind: 'promise', row, customer, at: made?.time ?? Date.parse(row.dueAt) })
}

function gatherContact(found: Gathered, { floor, tokens, erased }: GatherOptions, id: string): void {
  const live = contactRecord(id, floor.eventsOf('contact', id))
  if (live === null) return
  const record = named(`contact/${id}`, live, live.at, erased)
  const row = floor.row('contact', id) ?? floor.row('outcome', id)
  found.contacts.push({ ...record, case: row?.case ?? null })
  noteCustomer(found, tokens, record, record.at)
}

/** What is written of by these changes, as subjects ("case/C1"): of a promise its case too, whose customer it names. */
export function touchedSubjects(floor: Pick<RecordFloor, 'row'>, touched: Touched): string[] {
  const own = recordedTypes.flatMap((type) => [...touched[type]].map((id) => `${type}/${id}`))
  const cases = [...touched.promise].flatMap((id) => floor.row('promise', id)?.case ?? [])
  return [...own, ...cases.map((id) => `case/${id}`)]
}

/** What is to be written of what has changed on a floor, as it is there now. */
export function gatherRecords(options: GatherOptions, touched: Touched): RecordBatch {
  const { floor } = options
  const found: Gathered = { cases: [], goneCases: [], items: [], contacts: [], customers: new Map() }
  for (const id of touched.contact) gatherContact(found, options, id)
  for (const id of touched.case) gatherCase(found, options, id)
  for (const id of touched.promise) {
    const row = floor.row('promise', id)
    if (row !== null) gatherPromise(found, options, row)
  }
  for (const id of touched.callback) {
    const row = floor.row('callback', id)
    if (row !== null) gatherCallback(found, options, row)
  }
  return { ...found, customers: [...found.customers.values()] }
}
