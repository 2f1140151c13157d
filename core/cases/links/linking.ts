import { compareEvents, type FloorEvent } from '../../event/event.ts'
import { sameEvent } from '../../event/same-event.ts'
import { type Entity, keyOf } from '../aggregates/case-aggregate.ts'
import { createMerges } from '../merging/merges.ts'
import { createMerging } from '../merging/merging.ts'
import { caseNamedBy, contactNamedBy } from '../merging/named-by.ts'
import { identityOfContact, takesIdentity, withIdentity } from '../openings/customer-identity.ts'
import { createFirstOpenings } from '../openings/first-opening.ts'
import { ownOf, type Rewritten } from '../persons/person-subjects.ts'
import { createContactMembership } from './contact-membership.ts'
import { createCustomerIndex, noteCustomers } from './customer-index.ts'
import { createLinkChecks } from './link-checks.ts'
import { createLinkContext } from './link-context.ts'
import { createLinkUpkeep } from './link-upkeep.ts'
import type { Linking, LinkingContext } from './linking-context.ts'
import { derivedOf, isDerived, mayMakeFollow, openedCaseOf, STATE_TYPES } from './links.ts'
import { createNamingIndex } from './naming-index.ts'

const OPENED = openedCaseOf('')
const MERGE_TYPES: ReadonlySet<string> = new Set(['case.merged', 'case.unmerged'])
type Events = readonly FloorEvent[]

/** Links contacts to cases: what they name, what their customer has open, what is opened for them; taken back and late words too. */
export function createLinking(context: LinkingContext): Linking {
  const { registry, aggregates } = context
  const customers = createCustomerIndex()
  const names = createNamingIndex()
  const derived = new Map<string, FloorEvent>()
  const takenBack = new Map<string, readonly (string | null)[]>()
  const merges = createMerges()
  const { now, stepsAtOnce } = context
  const doubtful = createLinkChecks({
    ...{ customers, now, derive },
    ...(stepsAtOnce === undefined ? {} : { stepsAtOnce }),
  })

  const upkeep = createLinkUpkeep(names, derived)

  const isKnown = (id: string) => registry.get('case', id)?.known === true
  const placing = createContactMembership({ ...context, names, isKnown, isMerged: merges.has })
  const { place } = placing
  const merging = createMerging({ registry, aggregates, merges, placeContact: place })
  const planning = createLinkContext({
    ...{ registry, names, cold: context.cold, opens: context.opens },
    takenBack: (contact) => takenBack.get(contact),
    isMergedInto: merges.isMergedInto,
  })
  const openings = createFirstOpenings({
    takeOut: (_entity, opening) => takeOut(opening),
    contradicted: context.contradicted,
  })

  function recheck(caseId: string, at: number): void {
    for (const customer of names.customersOf(caseId)) doubtful.addSince(customer, at)
  }

  /** Which cases went into which may be another by this event of one of them, or by what is known of it. */
  function remerge(caseId: string, at: number): void {
    const entity = registry.ensure('case', caseId)
    const before = merges.related(caseId)
    merges.note(entity)
    const related = new Set([...before, ...merges.related(caseId)])
    if (related.size === 1) return
    // A merge that counts only now, or no longer, does so from its own instant on, which may lie long before this event's.
    let since = at
    const noteMerges = () => {
      for (const id of related) since = Math.min(since, registry.get('case', id)?.merge?.time ?? at)
    }
    noteMerges()
    merging.settle(related)
    noteMerges()
    for (const id of related) {
      recheck(id, since)
      referredTo(id)
    }
  }

  /** A case is known from now on, or no longer: contacts that name it are looked at again. */
  function knowledgeChanged(caseId: string): void {
    for (const contact of names.contactsNaming(caseId)) {
      doubtful.add(contact)
      place(contact)
    }
    for (const event of registry.get('case', caseId)?.own ?? []) {
      const contact = contactNamedBy(event)
      if (contact !== null) place(contact)
    }
  }

  function afterCase(event: FloorEvent, known: boolean, wasKnown: boolean): void {
    const contact = contactNamedBy(event)
    if (contact !== null) {
      place(contact)
      doubtful.add(contact)
    }
    if (known !== wasKnown) knowledgeChanged(event.subject)
    if (MERGE_TYPES.has(event.type) || (known !== wasKnown && merges.has(event.subject)))
      remerge(event.subject, event.time)
    if (event.type === 'case.described') recheck(event.subject, event.time)
    if (STATE_TYPES.has(event.type)) recheck(event.subject, event.time)
    if (!isDerived(event)) referredTo(event.subject)
  }

  function applyCase(heard: FloorEvent, at: number): void {
    const isInherited = takesIdentity(heard) && !isDerived(heard)
    const event = isInherited
      ? withIdentity(heard, identityOfContact(placing.eventsOf(heard.data.contact)))
      : heard
    const entity = registry.ensure('case', event.subject)
    entity.receivedAt = Math.max(entity.receivedAt, at)
    if (!openings.admits(entity, event)) {
      if (!isDerived(event)) openingAside(event.subject)
      return
    }
    const wasKnown = entity.known
    if (context.listensTo(event.type)) context.rewritten(ownOf(entity), at)
    if (!aggregates.insert(entity, event)) return
    names.noteCase(event)
    afterCase(event, entity.known, wasKnown)
  }

  function withdrawFromCase(event: FloorEvent): void {
    const entity = registry.ensure('case', event.subject)
    if (openings.forget(entity, event)) return
    takeOut(event)
    const next = openings.next(entity, event)
    if (next !== null) applyCase(next, entity.receivedAt)
  }

  function takeOut(event: FloorEvent): void {
    const entity = registry.ensure('case', event.subject)
    const wasKnown = entity.known
    // Whose contacts are in doubt is asked while the case still says so.
    recheck(event.subject, event.time)
    if (context.listensTo(event.type)) context.rewritten(ownOf(entity), entity.receivedAt)
    aggregates.remove(entity, event)
    names.forgetNaming(event)
    afterCase(event, entity.known, wasKnown)
  }

  /** Puts an opening in the place of what it was before its contact was known better. */
  function replaceOpening(before: FloorEvent, after: FloorEvent): void {
    const entity = registry.ensure('case', before.subject)
    recheck(entity.id, before.time)
    if (context.listensTo(after.type)) context.rewritten(ownOf(entity), entity.receivedAt)
    aggregates.replace(entity, before, after)
    names.forgetNaming(before)
    names.noteCase(after)
    recheck(entity.id, after.time)
  }

  /** Cases opened from a contact are whose the contact is. */
  function inherit(contact: string): void {
    const namings = names.namings(contact)
    if (namings.length === 0) return
    for (const opening of [...namings]) {
      if (!takesIdentity(opening) || isDerived(opening)) continue
      const wanted = withIdentity(opening, identityOfContact(placing.eventsOf(contact)))
      if (!sameEvent(wanted, opening)) replaceOpening(opening, wanted)
    }
  }

  /** What a contact stands for hangs on nothing that it makes known itself: being derived it is no longer in doubt. */
  function derive(contact: string): void {
    const own = placing.eventsOf(contact)
    const wanted = derivedOf(own, contact, planning)
    const there = derived.get(contact)
    if (there !== undefined) {
      if (wanted !== null && sameEvent(wanted, there)) return
      derived.delete(contact)
      withdrawFromCase(there)
    }
    if (wanted === null) return
    derived.set(contact, wanted)
    applyCase(wanted, registry.get('case', wanted.subject)?.receivedAt ?? 0)
    if (there === undefined) doubtful.delete(contact)
  }

  function referredTo(caseId: string): void {
    if (caseId.startsWith(OPENED)) doubtful.add(caseId.slice(OPENED.length))
  }

  /** An opening of a case came to be set aside, or was taken back there: who names the case may know it by it. */
  function openingAside(caseId: string): void {
    for (const contact of names.contactsNaming(caseId)) doubtful.add(contact)
    referredTo(caseId)
  }

  /** Whether a contact that was queued may have to do with a case at all. */
  function mayLink(event: FloorEvent, own: Events, itsCustomers: readonly string[]): boolean {
    const { subject } = event
    if (caseNamedBy(event) !== null || (own.length > 1 && derived.has(subject))) return true
    // One that is heard of late was answered before: only an answer opens a case.
    if (context.mayOpen() && own.some(({ type }) => type === 'contact.answered')) return true
    return itsCustomers.some((customer) => names.casesOf(customer).length > 0)
  }

  function noteContact(event: FloorEvent): void {
    const { subject } = event
    const own = context.contactEvents(subject)
    const its = noteCustomers(customers, subject, own)
    inherit(subject)
    const caseId = names.noteContact(event)
    if (caseId !== null) {
      referredTo(caseId)
      place(subject)
    }
    if (mayLink(event, own, its)) doubtful.add(subject)
  }

  const mayOpen = (event: FloorEvent, entity: Entity | undefined) =>
    context.mayOpen() &&
    mayMakeFollow(event, () => entity?.own ?? context.contactEvents(event.subject), context.opens)

  /** The events of a contact, one of which was just heard. */
  function contactWithout(event: FloorEvent): Rewritten {
    const now = () => context.contactEvents(event.subject)
    const before = () => now().filter((other) => compareEvents(other, event) !== 0)
    return { key: keyOf('contact', event.subject), before, now }
  }

  return {
    customers,
    casesOf: names.casesOf,
    evicted: upkeep.layDown,
    restored: upkeep.wake,
    noteCustomer: names.noteCustomer,
    noteNaming: names.noteNaming,
    applyContact(event, at) {
      const { subject, type } = event
      const entity = registry.get('contact', subject)
      if (entity !== undefined) {
        entity.receivedAt = Math.max(entity.receivedAt, at)
        aggregates.insert(entity, event)
      } else if (context.watches(type)) {
        placing.alone(subject).receivedAt = at
      }
      if (context.listensTo(type)) context.rewritten(contactWithout(event), at)
      if (type === 'contact.queued' || type === 'contact.dialled') noteContact(event)
      else if (mayOpen(event, entity)) doubtful.add(subject)
    },
    applyCase,
    withdraw(event, next) {
      takeOut(event)
      if (next !== null) applyCase(next, registry.get('case', event.subject)?.receivedAt ?? 0)
    },
    placeMember: merging.placeMember,
    isMerged: merges.has,
    referredTo,
    openingAside,
    takeBack(contact, caseId) {
      takenBack.set(contact, [...(takenBack.get(contact) ?? []), caseId])
      doubtful.add(contact)
    },
    settle: () => doubtful.settle(false),
    settleAll: () => doubtful.settle(true),
    settleSome: doubtful.settleSome,
    next: doubtful.next,
    admit(entity) {
      upkeep.admit(entity)
      if (entity.kind === 'case') merges.note(entity)
    },
    remerge(entities) {
      for (const { kind, id } of entities)
        if (kind === 'case' && merges.has(id)) merging.settle(merges.related(id))
    },
    place(contacts) {
      for (const id of contacts) {
        place(id)
        doubtful.add(id)
      }
    },
    forget(entity) {
      if (entity.kind === 'contact') {
        derived.delete(entity.id)
        takenBack.delete(entity.id)
      }
      if (entity.kind !== 'case') return
      names.forgetAll(entity.id, entity.own)
      merges.forget(entity.id)
    },
    dump: () => ({ takenBack: [...takenBack], merges: merges.dump() }),
    load(dump) {
      for (const [contact, cases] of dump.takenBack) takenBack.set(contact, cases)
      merges.load(dump.merges)
    },
  }
}
