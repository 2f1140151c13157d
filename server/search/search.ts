import { isOwn } from '#core/access/own.ts'
import { rowInReach } from '#core/access/reach.ts'
import type { Staff } from '#core/access/viewer.ts'
import { withArchivedCases } from '#core/access/with-archived-cases.ts'
import type { FoundAgent, FoundCase, FoundCustomer, FoundQueue, SearchAnswer } from '#core/api/found.ts'
import { codeTyped, readableId, shownId } from '#core/event/readable-id.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { CaseRow } from '#core/rows/case-rows.ts'
import { compareFoundCases, type ListedCase } from '#core/search/case-filter.ts'
import { hasNumber, isNumberQuery, numberMatcher } from '#core/search/search-number.ts'
import { foldedText, hasWords, searchWords, wordMatcher } from '#core/search/search-text.ts'
import type {
  ContactScope,
  RecordedContact,
  RecordedCustomer,
  RecordReader,
} from '#store/postgres/record-reader.ts'
import { caseText, nameText, type SearchTokens } from '#store/search-tokens.ts'
import { contactScope } from './contact-scope.ts'
import type { LiveCustomer, LiveRowsKeeper } from './live-rows.ts'
import { queryArchive } from './query-archive.ts'
import { foundCase, foundContact, foundCustomer, mayFindContact } from './shown-found.ts'

export interface SearchOptions {
  readonly reader: RecordReader
  readonly tokens: SearchTokens
  readonly live: Pick<LiveRowsKeeper, 'read'>
  readonly onFault: (error: Error) => void
}

/** Finds customers, cases, contacts, agents and queues by what was typed, as far as the viewer may see them. */
export type Search = (viewer: Staff, typed: string, limit: number, floor: Floor) => Promise<SearchAnswer>

/** So many are looked at to find those that the viewer may see. */
const CANDIDATES = 60

interface Kept {
  readonly customers: readonly RecordedCustomer[]
  readonly cases: readonly CaseRow[]
  readonly contacts: readonly RecordedContact[]
  readonly places: readonly { customer: string; queue: string | null; agent: string | null }[]
}

const nothing: Kept = { customers: [], cases: [], contacts: [], places: [] }

/** The ids that a number may be typed for: `1042` is `C-1042`, too, and a code stands for the case that is called by it. */
function idsOf(typed: string): string[] {
  const id = typed.normalize('NFKC').trim()
  const number = /^(?:c-?)?(\d{1,12})$/i.exec(id)?.[1]
  const code = codeTyped(typed)
  return [id, ...(number === undefined ? [] : [`C-${number}`]), ...(code === null ? [] : [code])]
}

export function createSearch({ reader, tokens, live, onFault }: SearchOptions): Search {
  /** Customers of the archive whose number has such an end, whatever numbers they had; masked ones tell no digit more. */
  async function byNumber(viewer: Staff, typed: string, scope: ContactScope, timezone: string) {
    const byEnd = reader.customers(tokens.forNumber(typed), scope, CANDIDATES)
    if (viewer.unmask) return byEnd
    const [ends, whole] = await Promise.all([
      byEnd,
      reader.customers(tokens.forWholeNumber(typed), scope, CANDIDATES),
    ])
    const endMatches = ends.filter(({ phone }) => phone !== null && hasNumber(phone, typed, timezone, true))
    const all = new Map([...whole, ...endMatches].map((one) => [one.customer, one]))
    return [...all.values()].sort((a, b) => b.lastAt - a.lastAt).slice(0, CANDIDATES)
  }

  async function askKept(
    viewer: Staff,
    typed: string,
    liveKeys: readonly string[],
    floor: Floor,
  ): Promise<Kept> {
    const scope = contactScope(viewer, floor)
    const code = codeTyped(typed)
    const words = [...tokens.forWords(typed), ...(code === null ? [] : tokens.forWords(code))]
    const [customers, byWords, byId] = await Promise.all([
      isNumberQuery(typed)
        ? byNumber(viewer, typed, scope, floor.site.site.timezone)
        : words.length === 0
          ? []
          : reader.customers(words, scope, CANDIDATES),
      words.length === 0 ? [] : reader.casesByWords(words, viewer, CANDIDATES),
      reader.casesById(idsOf(typed)),
    ])
    const keys = [...new Set([...customers.map(({ customer }) => customer), ...liveKeys])]
    const [ofThem, contacts, places] = await Promise.all([
      reader.casesOf(keys, viewer, CANDIDATES),
      reader.contactsOf(keys, scope, CANDIDATES),
      viewer.reach === 'all' ? [] : reader.placesOf(keys),
    ])
    return { customers, cases: [...byId, ...byWords, ...ofThem], contacts, places }
  }

  return async (viewer, typed, limit, floor) => {
    const rows = await live.read(floor)
    const isNumber = isNumberQuery(typed)
    const hasTyped = wordMatcher(typed)
    const isTyped = numberMatcher(typed, floor.site.site.timezone, !viewer.unmask)
    const isAtHand = (customer: string) =>
      floor.ofCustomer(customer).contacts.some((id) => {
        const row = floor.row('contact', id)
        return (
          row !== null &&
          (isOwn(viewer, 'contact', row, floor) || rowInReach(viewer.reach, 'contact', row, floor))
        )
      })
    // Whom the viewer may not see is no candidate: else those of others would take the places of theirs.
    const isNear = (customer: string) =>
      viewer.reach === 'all' ||
      isAtHand(customer) ||
      floor.ofCustomer(customer).cases.some((id) => foundCase(viewer, id, floor) !== null)
    const liveFound = rows
      .customersWith((words, digits) => (isNumber ? digits !== null && isTyped(digits) : hasTyped(words)))
      .filter(isNear)
      .flatMap((key) => rows.customers.get(key) ?? [])
      .sort((a, b) => b.at - a.at)
      .slice(0, CANDIDATES)
    const liveKeys = liveFound.map(({ customer }) => customer)
    const { state, value: kept } = await queryArchive(
      () => askKept(viewer, typed, liveKeys, floor),
      nothing,
      onFault,
    )

    const people = joined(liveFound, kept.customers)
    const ids = new Set(idsOf(typed))
    const isMeant = ({ id }: ListedCase) => ids.has(id) || ids.has(shownId(id))
    const isFound = (row: ListedCase, words: readonly string[]) =>
      isMeant(row) || (row.customer !== null && people.has(row.customer)) || hasTyped(words)
    const keptCases = new Map(kept.cases.map((row) => [row.id, row]))
    const withArchived = withArchivedCases(floor, keptCases)
    const best = (row: ListedCase) => (isMeant(row) ? 0 : row.state === 'resolved' ? 2 : 1)
    const candidates: ListedCase[] = [
      ...rows.cases.filter((row) => isFound(row, row.words)),
      ...[...keptCases.values()].filter(
        (row) => !rows.caseIds.has(row.id) && isFound(row, searchWords(caseText(row, floor.site))),
      ),
    ].sort((a, b) => best(a) - best(b) || compareFoundCases(a, b))
    const visible = candidates.flatMap((row) => {
      const shown = foundCase(viewer, row.id, withArchived)
      return shown === null ? [] : [{ row, shown }]
    })

    const hasCase = new Set(visible.map(({ row }) => row.customer))
    const contacts = kept.contacts.filter((contact) => mayFindContact(viewer, contact, withArchived))
    const hasPlace = new Set([
      ...contacts.map(({ customer }) => customer),
      ...kept.places
        .filter((place) => mayFindContact(viewer, place, withArchived))
        .map(({ customer }) => customer),
    ])
    const mayFind = ({ customer }: { customer: string }) =>
      viewer.reach === 'all' || hasCase.has(customer) || hasPlace.has(customer) || isAtHand(customer)

    return {
      cases: visible.slice(0, limit).map(({ shown }): FoundCase => shown),
      customers: [...people.values()]
        .filter(mayFind)
        .slice(0, limit)
        .map((one): FoundCustomer => foundCustomer(viewer, one, tokens.customerRef(one.customer), one.at)),
      contacts: contacts
        .slice(0, limit)
        .map((contact) =>
          foundContact(contact, contact.customer === null ? null : tokens.customerRef(contact.customer)),
        ),
      agents: isNumber ? [] : agentsFound(viewer, typed, floor).slice(0, limit),
      queues: isNumber ? [] : queuesFound(viewer, typed, floor).slice(0, limit),
      archive: state,
    }
  }
}

/** Customers of both, whom one of them was heard of last first. */
function joined(live: readonly LiveCustomer[], kept: readonly RecordedCustomer[]): Map<string, LiveCustomer> {
  const all = new Map<string, LiveCustomer>(
    kept.map(({ customer, name, phone, lastAt }) => [customer, { customer, name, phone, at: lastAt }]),
  )
  for (const one of live) {
    const before = all.get(one.customer)
    all.set(one.customer, {
      ...one,
      name: one.name ?? before?.name ?? null,
      phone: one.phone ?? before?.phone ?? null,
      at: Math.max(one.at, before?.at ?? 0),
    })
  }
  return new Map([...all].sort(([, a], [, b]) => b.at - a.at))
}

/** Whether an id or a name is what was typed: an id from its beginning. */
const isNamed = (typed: string, id: string, name: string) =>
  hasWords(nameText(name), typed) || foldedText(readableId(id)).startsWith(foldedText(typed))

function agentsFound(viewer: Staff, typed: string, floor: Floor): FoundAgent[] {
  return [...floor.ids('agent')].flatMap((id): FoundAgent[] => {
    const row = floor.row('agent', id)
    if (row === null || !isNamed(typed, id, row.name)) return []
    if (!rowInReach(viewer.reach, 'agent', row, floor) && !isOwn(viewer, 'agent', row, floor)) return []
    return [{ id, name: row.name, team: row.team, state: row.state }]
  })
}

function queuesFound(viewer: Staff, typed: string, floor: Floor): FoundQueue[] {
  const own = viewer.agent === null ? [] : (floor.row('agent', viewer.agent)?.queues ?? [])
  return [...floor.ids('queue')].flatMap((id): FoundQueue[] => {
    const row = floor.row('queue', id)
    if (row === null || !isNamed(typed, id, row.name)) return []
    if (!rowInReach(viewer.reach, 'queue', row, floor) && !own.includes(id)) return []
    return [{ id, name: row.name }]
  })
}
