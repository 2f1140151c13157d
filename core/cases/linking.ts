import { compareEvents, type FloorEvent } from '../event.ts'
import { type Entity, keyOf } from './case-aggregate.ts'
import { type ContactMembershipContext, createContactMembership } from './contact-membership.ts'
import { identityOfContact, takesIdentity, withIdentity } from './customer-identity.ts'
import { type CustomerIndex, createCustomerIndex, noteCustomers } from './customer-index.ts'
import { createDoubts } from './doubts.ts'
import { createFirstOpenings } from './first-opening.ts'
import { createLinkContext } from './link-context.ts'
import { createLinkUpkeep } from './link-upkeep.ts'
import {
  derivedOf,
  isDerived,
  type LinkContext,
  type LinkStatus,
  mayMakeFollow,
  openedCaseOf,
  STATE_TYPES,
} from './links.ts'
import { createMerges, type Gone } from './merges.ts'
import { createMerging } from './merging.ts'
import { caseNamedBy, contactNamedBy } from './named-by.ts'
import { createNamingIndex } from './naming-index.ts'
import { ownOf, type Rewritten } from './rule-parties.ts'
import { sameEvent } from './same-event.ts'

/** A contact with the cases to which its link was taken back; null: whichever. */
export type TakenBack = readonly [contact: string, cases: readonly (string | null)[]]

export interface LinkingContext extends Omit<ContactMembershipContext, 'names' | 'isKnown' | 'isMerged'> {
  /** The instant up to which time has passed, ms. */
  now(): number
  /** So many of a customer's contacts are looked at again at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
  /** A case that lies still, as links see it; null if it does not. */
  cold(caseId: string): LinkStatus | null
  /** What a queue opens by itself at an instant, if anything. */
  opens: LinkContext['opens']
  /** Whether any queue opens cases by itself. */
  mayOpen(): boolean
  /** The events of an entity become others. */
  rewritten(whose: Rewritten, at: number): void
  /** Whether `rewritten` wants to know of an event of this type. */
  minds(type: string): boolean
  /** So many openings of a source more (less, if negative) contradict the one that stands. */
  contradicted(source: string, by: number): void
}

export interface LinkDump {
  readonly takenBack: readonly TakenBack[]
  readonly merges: readonly Gone[]
}

/** Which contact belongs to which case, and what follows from contacts without an event. */
export interface Linking {
  applyContact(event: FloorEvent, at: number): void
  applyCase(event: FloorEvent, at: number): void
  /** An event of a case was taken back; `next` is the opening that counts in the place of one. */
  unhear(event: FloorEvent, next: FloorEvent | null): void
  /** Puts a promise, hand-off, approval or callback into the family of its case. */
  placeMember(entity: Entity): void
  /** Whether a case is said to have gone into another, or another into it. */
  isMerged(caseId: string): boolean
  /** Something refers to a case: one that an answer opened stays for its sake. */
  referredTo(caseId: string): void
  /** The link of a contact is taken back: to this case, or (null) to whichever. */
  takeBack(contact: string, caseId: string | null): void
  /** Works off what the last events made doubtful, but for what costs much and was done a short while ago. */
  settle(): void
  /** All of it. */
  settleAll(): void
  /** Some of it; false: nothing waits. */
  settleSome(): boolean
  /** When (ms) what waits is to be done, or null. */
  next(): number | null
  readonly customers: CustomerIndex
  /** The cases that were opened for a customer. */
  casesOf(customer: string): readonly string[]
  /** Takes up an entity that comes with its events, from a snapshot or the shelf. */
  admit(entity: Entity): void
  /** After all were admitted: puts cases that went into each other together. */
  remerge(entities: readonly Entity[]): void
  /** After all were admitted: puts contacts into their families; what follows from these is derived anew. */
  place(contacts: Iterable<string>): void
  /** Lets go of an entity that is no longer held. */
  forget(entity: Entity): void
  /** These lie still from now on: what they say of each other is asked only of those who are awake. */
  layDown(entities: readonly Entity[]): void
  /** The entity is awake again. */
  wake(entity: Entity): void
  /** A customer has a case that lies still. */
  noteCustomer(customer: string, caseId: string): void
  /** A contact that lies still names a case that does not lie with it. */
  noteNaming(contact: string, caseId: string): void
  /** Which links were taken back, and which cases are said to have gone into which. */
  dump(): LinkDump
  load(dump: LinkDump): void
}

const OPENED = openedCaseOf('')
const MERGE_TYPES: ReadonlySet<string> = new Set(['case.merged', 'case.unmerged'])
type Events = readonly FloorEvent[]

export function createLinking(context: LinkingContext): Linking {
  const { registry, aggregates } = context
  const customers = createCustomerIndex()
  const names = createNamingIndex()
  const derived = new Map<string, FloorEvent>()
  const takenBack = new Map<string, readonly (string | null)[]>()
  const merges = createMerges()
  const { now, stepsAtOnce } = context
  const doubtful = createDoubts({
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

  function doubt(caseId: string, at: number): void {
    for (const customer of names.customersOf(caseId)) doubtful.addSince(customer, at)
  }

  /** Which cases went into which may be another by this event of one of them, or by what is known of it. */
  function remerge(caseId: string, at: number): void {
    const entity = registry.ensure('case', caseId)
    const before = merges.related(caseId)
    merges.note(entity)
    const related = new Set([...before, ...merges.related(caseId)])
    if (related.size === 1) return
    merging.settle(related)
    for (const id of related) {
      doubt(id, at)
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
    if (event.type === 'case.described') doubt(event.subject, event.time)
    if (STATE_TYPES.has(event.type)) doubt(event.subject, event.time)
    if (!isDerived(event)) referredTo(event.subject)
  }

  function applyCase(heard: FloorEvent, at: number): void {
    const isInherited = takesIdentity(heard) && !isDerived(heard)
    const event = isInherited
      ? withIdentity(heard, identityOfContact(placing.eventsOf(heard.data.contact)))
      : heard
    const entity = registry.ensure('case', event.subject)
    entity.heardAt = Math.max(entity.heardAt, at)
    if (!openings.admits(entity, event)) return
    const wasKnown = entity.known
    if (context.minds(event.type)) context.rewritten(ownOf(entity), at)
    if (!aggregates.insert(entity, event)) return
    names.noteCase(event)
    afterCase(event, entity.known, wasKnown)
  }

  function unhearCase(event: FloorEvent): void {
    const entity = registry.ensure('case', event.subject)
    if (openings.forget(entity, event)) return
    takeOut(event)
    const next = openings.next(entity, event)
    if (next !== null) applyCase(next, entity.heardAt)
  }

  function takeOut(event: FloorEvent): void {
    const entity = registry.ensure('case', event.subject)
    const wasKnown = entity.known
    // Whose contacts are in doubt is asked while the case still says so.
    doubt(event.subject, event.time)
    if (context.minds(event.type)) context.rewritten(ownOf(entity), entity.heardAt)
    aggregates.remove(entity, event)
    names.forgetNaming(event)
    afterCase(event, entity.known, wasKnown)
  }

  /** Puts an opening in the place of what it was before its contact was known better. */
  function replaceOpening(before: FloorEvent, after: FloorEvent): void {
    const entity = registry.ensure('case', before.subject)
    doubt(entity.id, before.time)
    if (context.minds(after.type)) context.rewritten(ownOf(entity), entity.heardAt)
    aggregates.replace(entity, before, after)
    names.forgetNaming(before)
    names.noteCase(after)
    doubt(entity.id, after.time)
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
      unhearCase(there)
    }
    if (wanted === null) return
    derived.set(contact, wanted)
    applyCase(wanted, registry.get('case', wanted.subject)?.heardAt ?? 0)
    if (there === undefined) doubtful.delete(contact)
  }

  function referredTo(caseId: string): void {
    if (caseId.startsWith(OPENED)) doubtful.add(caseId.slice(OPENED.length))
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
    layDown: upkeep.layDown,
    wake: upkeep.wake,
    noteCustomer: names.noteCustomer,
    noteNaming: names.noteNaming,
    applyContact(event, at) {
      const { subject, type } = event
      const entity = registry.get('contact', subject)
      if (entity !== undefined) {
        entity.heardAt = Math.max(entity.heardAt, at)
        aggregates.insert(entity, event)
      } else if (context.watches(type)) {
        placing.alone(subject).heardAt = at
      }
      if (context.minds(type)) context.rewritten(contactWithout(event), at)
      if (type === 'contact.queued' || type === 'contact.dialled') noteContact(event)
      else if (mayOpen(event, entity)) doubtful.add(subject)
    },
    applyCase,
    unhear(event, next) {
      takeOut(event)
      if (next !== null) applyCase(next, registry.get('case', event.subject)?.heardAt ?? 0)
    },
    placeMember: merging.placeMember,
    isMerged: merges.has,
    referredTo,
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
