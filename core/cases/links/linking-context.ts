import type { FloorEvent } from '../../event/event.ts'
import type { Entity } from '../aggregates/case-aggregate.ts'
import type { MergedCase } from '../merging/merges.ts'
import type { Rewritten } from '../persons/person-subjects.ts'
import type { ContactMembershipContext } from './contact-membership.ts'
import type { CustomerIndex } from './customer-index.ts'
import type { LinkContext, LinkStatus } from './links.ts'

/** A contact with the cases to which its link was taken back; null: whichever. */
export type TakenBack = readonly [contact: string, cases: readonly (string | null)[]]

export interface LinkingContext extends Omit<ContactMembershipContext, 'names' | 'isKnown' | 'isMerged'> {
  /** The instant up to which time has passed, ms. */
  now(): number
  /** So many of a customer's contacts are looked at again at once; not given: as many as usual. */
  readonly stepsAtOnce?: number
  /** A case that is cold, as links see it; null if it is not. */
  cold(caseId: string): LinkStatus | null
  /** What a queue opens by itself at an instant, if anything. */
  opens: LinkContext['opens']
  /** Whether any queue opens cases by itself. */
  mayOpen(): boolean
  /** The events of an entity become others. */
  rewritten(whose: Rewritten, at: number): void
  /** Whether `rewritten` wants to know of an event of this type. */
  listensTo(type: string): boolean
  /** So many openings of a source more (less, if negative) contradict the one that stands. */
  contradicted(source: string, by: number): void
}

export interface LinkDump {
  readonly takenBack: readonly TakenBack[]
  readonly merges: readonly MergedCase[]
}

/** Which contact belongs to which case, and what follows from contacts without an event. */
export interface Linking {
  applyContact(event: FloorEvent, at: number): void
  applyCase(event: FloorEvent, at: number): void
  /** An event of a case was taken back; `next` is the opening that counts in the place of one. */
  withdraw(event: FloorEvent, next: FloorEvent | null): void
  /** Puts a promise, hand-off, approval or callback into the aggregate of its case. */
  placeMember(entity: Entity): void
  /** Whether a case is said to have gone into another, or another into it. */
  isMerged(caseId: string): boolean
  /** Something refers to a case: one that an answer opened stays for its sake. */
  referredTo(caseId: string): void
  /** An opening of a case that was set aside was taken back. */
  openingAside(caseId: string): void
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
  /** Takes up an entity that comes with its events, from a snapshot or the archive. */
  admit(entity: Entity): void
  /** After all were admitted: puts cases that went into each other together. */
  remerge(entities: readonly Entity[]): void
  /** After all were admitted: puts contacts into their aggregates; what follows from these is derived anew. */
  place(contacts: Iterable<string>): void
  /** Lets go of an entity that is no longer held. */
  forget(entity: Entity): void
  /** These are cold from now on: what they say of each other is asked only of those that are hot. */
  evicted(entities: readonly Entity[]): void
  /** The entity is hot again. */
  restored(entity: Entity): void
  /** A customer has a case that is cold. */
  noteCustomer(customer: string, caseId: string): void
  /** A contact that is cold names a case that does not lie with it. */
  noteNaming(contact: string, caseId: string): void
  /** Which links were taken back, and which cases are said to have gone into which. */
  dump(): LinkDump
  load(dump: LinkDump): void
}
