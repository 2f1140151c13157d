import { maskText } from '#core/access/mask-text.ts'
import { isOwn } from '#core/access/own.ts'
import type { ShownFloor } from '#core/access/reach.ts'
import { rowInReach } from '#core/access/reach.ts'
import { namesIn } from '#core/access/shown-data.ts'
import type { Staff } from '#core/access/viewer.ts'
import { withArchivedCases } from '#core/access/with-archived-cases.ts'
import type { CustomerAnswer, FoundCallback, FoundPromise } from '#core/api/found.ts'
import type { CallbackRow, CaseRow, PromiseRow } from '#core/rows/case-rows.ts'
import { instantText } from '#core/rows/row.ts'
import { compareFoundCases } from '#core/search/case-filter.ts'
import { contactRecord } from '#core/search/contact-record.ts'
import type { RecordedContact, RecordedCustomer, RecordedItem } from '#store/postgres/record-reader.ts'
import { contactScope } from './contact-scope.ts'
import type { LiveCustomer } from './live-rows.ts'
import { queryArchive } from './query-archive.ts'
import type { SearchOptions } from './search.ts'
import { foundCase, foundContact, foundCustomer, mayFindContact } from './shown-found.ts'
import { storyCallback } from './story-callback.ts'

/** What a viewer may know of a customer, of all time; null: there is no such customer, or none of theirs. */
export type CustomerStory = (viewer: Staff, ref: string, floor: ShownFloor) => Promise<CustomerAnswer | null>

const MOST = 500

interface Kept {
  readonly customer: RecordedCustomer | null
  readonly cases: readonly CaseRow[]
  readonly contacts: readonly RecordedContact[]
  readonly items: readonly RecordedItem[]
}

const nothing: Kept = { customer: null, cases: [], contacts: [], items: [] }
const isOver = ({ state }: { state: string }) => Number(state === 'resolved')

export function createCustomerStory({ reader, tokens, live, onFault }: SearchOptions): CustomerStory {
  async function ask(ref: string, viewer: Staff, floor: ShownFloor): Promise<Kept> {
    const customer = await reader.customerByRef(ref)
    if (customer === null) return nothing
    const keys = [customer.customer]
    const [cases, contacts, items] = await Promise.all([
      reader.casesOf(keys, viewer, MOST),
      reader.contactsOf(keys, contactScope(viewer, floor), MOST),
      reader.itemsOf(customer.customer, MOST),
    ])
    return { customer, cases, contacts, items }
  }

  return async (viewer, ref, floor) => {
    const rows = await live.read(floor)
    const { state: archive, value: kept } = await queryArchive(
      () => ask(ref, viewer, floor),
      nothing,
      onFault,
    )
    // Whom the archive does not know, or not yet, is looked for among those of the floor.
    const liveOne =
      kept.customer === null
        ? [...rows.customers.values()].find(({ customer }) => tokens.customerRef(customer) === ref)
        : rows.customers.get(kept.customer.customer)
    const customer = liveOne?.customer ?? kept.customer?.customer
    if (customer === undefined) return null

    const withArchived = withArchivedCases(floor, new Map(kept.cases.map((row) => [row.id, row])))
    const ofFloor = floor.ofCustomer(customer)
    const cases = unique([...ofFloor.cases, ...kept.cases.map(({ id }) => id)])
      .flatMap((id) => {
        const row = withArchived.row('case', id)
        return row?.customer === customer ? (foundCase(viewer, id, withArchived) ?? []) : []
      })
      .sort((a, b) => isOver(a) - isOver(b) || compareFoundCases(a, b))
    const seen = new Set(cases.map(({ id }) => id))
    const contacts = contactsOf(ofFloor.contacts, kept.contacts, floor, customer).filter((contact) =>
      mayFindContact(viewer, contact, withArchived),
    )
    const names = viewer.unmask ? [] : namesIn({ name: liveOne?.name }, { name: kept.customer?.name })
    const items = itemsOf(ofFloor.cases, kept.items, rows.callbackIdsOf(customer), floor)
    const promises = items.flatMap((item) =>
      item.kind === 'promise' && item.row.case !== null && seen.has(item.row.case)
        ? [foundPromise(item.row, item.at, viewer.unmask ? null : names)]
        : [],
    )
    const callbacks = items.flatMap((item) =>
      item.kind === 'callback' && mayFindCallback(viewer, item.row, seen, floor)
        ? [foundCallback(item.row, floor.row('callback', item.row.id) !== null)]
        : [],
    )
    if (viewer.reach !== 'all' && cases.length + contacts.length + callbacks.length === 0) return null
    return {
      customer: foundCustomer(
        viewer,
        named(customer, liveOne, kept.customer),
        ref,
        lastAt(liveOne, kept.customer),
      ),
      cases,
      contacts: contacts.map((contact) => ({
        ...foundContact(contact, ref),
        callback: storyCallback(viewer, contact, floor),
      })),
      promises: promises.sort((a, b) => isPromiseOver(a) - isPromiseOver(b) || (a.at < b.at ? 1 : -1)),
      callbacks: callbacks.sort(
        (a, b) => Number(b.open) - Number(a.open) || (a.requestedAt < b.requestedAt ? 1 : -1),
      ),
      archive,
    }
  }
}

const unique = (ids: readonly string[]) => [...new Set(ids)]
const isPromiseOver = ({ state }: FoundPromise) => Number(state !== 'open' && state !== 'broken')
const lastAt = (live: LiveCustomer | undefined, kept: RecordedCustomer | null) =>
  Math.max(live?.at ?? 0, kept?.lastAt ?? 0)

const named = (customer: string, live: LiveCustomer | undefined, kept: RecordedCustomer | null) => ({
  customer,
  name: live?.name ?? kept?.name ?? null,
  phone: live?.phone ?? kept?.phone ?? null,
})

/** Contacts of the floor and the archive, newest first; what the floor says of one counts. */
function contactsOf(
  ids: readonly string[],
  kept: readonly RecordedContact[],
  floor: ShownFloor,
  customer: string,
): RecordedContact[] {
  const found = new Map(kept.map((contact) => [contact.id, contact]))
  for (const id of ids) {
    const record = contactRecord(id, floor.eventsOf('contact', id))
    if (record === null || record.customer !== customer) continue
    const { phone: _, name: __, ...rest } = record
    const row = floor.row('contact', id) ?? floor.row('outcome', id)
    found.set(id, { ...rest, case: row?.case ?? found.get(id)?.case ?? null })
  }
  return [...found.values()].sort((a, b) => b.at - a.at)
}

/** Promises and callbacks of the floor and the archive; what the floor says of one counts. */
function itemsOf(
  cases: readonly string[],
  kept: readonly RecordedItem[],
  callbacks: readonly string[],
  floor: ShownFloor,
): RecordedItem[] {
  const found = new Map(kept.map((item) => [`${item.kind}/${item.row.id}`, item]))
  for (const { type, id } of cases.flatMap((caseId) => floor.aggregate(caseId))) {
    if (type !== 'promise') continue
    const row: PromiseRow | null = floor.row('promise', id)
    const made = floor.eventsOf('promise', id).find((event) => event.type === 'promise.made')
    if (row !== null) found.set(`promise/${id}`, { kind: 'promise', at: made?.time ?? floor.now, row })
  }
  for (const id of callbacks) {
    const row: CallbackRow | null = floor.row('callback', id)
    if (row !== null) found.set(`callback/${id}`, { kind: 'callback', at: Date.parse(row.requestedAt), row })
  }
  return [...found.values()]
}

function mayFindCallback(
  viewer: Staff,
  row: CallbackRow,
  seen: ReadonlySet<string>,
  floor: ShownFloor,
): boolean {
  return (
    (row.case !== null && seen.has(row.case)) ||
    rowInReach(viewer.reach, 'callback', row, floor) ||
    isOwn(viewer, 'callback', row, floor)
  )
}

function foundPromise(row: PromiseRow, at: number, names: readonly string[] | null): FoundPromise {
  const { id, case: of, text, dueAt, agent, state } = row
  return {
    ...{ id, case: of, dueAt, agent, state, at: instantText(at) },
    text: names === null ? text : maskText(text, names),
  }
}

function foundCallback(row: CallbackRow, open: boolean): FoundCallback {
  const { id, queue, agent, requestedAt, dueAt, attempts, lastOutcome, case: of } = row
  return { id, queue, agent, requestedAt, dueAt, attempts, lastOutcome, case: of, open }
}
