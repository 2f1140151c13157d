import { itemAt } from '../../collections/present.ts'
import { inEffect } from '../../contacts/contact-order.ts'
import { compareEvents, type EventOfType, type FloorEvent } from '../../event/event.ts'
import { caseNamedBy, customerNamedBy } from '../merging/named-by.ts'
import { type OpenedCase, openedUntil } from './opened-cases.ts'

/** What the links ask of the cases (contract §3, "What follows from events without an event"). */
export interface LinkContext {
  /** Whether some event, earlier or later, names the contact. */
  readonly isNamed: (contact: string) => boolean
  /** Whether an agent took the contact's link to a case back. */
  readonly isTakenBack: (contact: string, caseId: string) => boolean
  /** Whether a case was heard of; one that an answer opened, by that point of the order. */
  readonly isKnown: (caseId: string, point: FloorEvent) => boolean
  /** The known cases of a customer. */
  readonly casesOf: (customer: string) => Iterable<CaseToLink>
  /** When which case of a customer was opened, in that order, where these are many; else null. */
  readonly openingsOf: (customer: string) => readonly OpenedCase[] | null
  /** A case; null if it is not known. */
  readonly caseToLink: (caseId: string) => CaseToLink | null
  /** What a queue opens by itself at an instant, if anything. */
  readonly opens: (queue: string, at: number) => CaseKind | null
  /** Whether anything but the contact refers to a case that its answer opened. */
  readonly isReferredTo: (caseId: string) => boolean
}

/** A case as links see it. */
export interface CaseToLink {
  readonly id: string
  /** How it stands after all its events, if that is at hand. */
  readonly status: LinkStatus | null
  /** Its own events in order. */
  own(): readonly FloorEvent[]
  /** The event by which it went into another case, if it did. */
  merge(): FloorEvent | null
}

/** What links ask of a case at a point of the order. */
export interface LinkStatus {
  /** When it was opened first (ms), null: not yet. */
  readonly openedAt: number | null
  readonly isOpen: boolean
  readonly customer: string | null
  /** The time of its last event by then. */
  readonly lastAt: number
}

type Queued = EventOfType<'contact.queued'>
type Answered = EventOfType<'contact.answered'>
type CaseKind = EventOfType<'case.opened'>['data']['kind']

const LINK = 'system/link'
const OPEN = 'system/open'
/** Of attempts at callbacks that follow from calls. */
export const CALL = 'system/call'

/** Whether an event follows from others, was not sent by anybody. */
export function isDerived(event: FloorEvent): boolean {
  return event.source === LINK || event.source === OPEN || event.source === CALL
}

/**
 * Whether a link was derived because of the customer at the instant of a point. Such a link counts from the next
 * instant on: otherwise two contacts of one instant could each hang on the other.
 */
function isLinkOfNow(event: FloorEvent, point: FloorEvent | undefined): boolean {
  if (event.source !== LINK || event.type !== 'case.contacted') return false
  return event.data.because === 'customer' && event.time === point?.time
}

/**
 * Whether an event lies before a point in a contact's history. What an answer opened at that very instant lies before
 * it only for contacts of a greater id: a contact's own answer never does, and of two neither hangs on the other.
 */
export function precedes(event: FloorEvent, point: FloorEvent): boolean {
  if (event.source !== OPEN || event.type !== 'case.opened' || event.time !== point.time)
    return compareEvents(event, point) < 0
  return String(event.data.contact) < point.subject
}

/**
 * How a case with these events stands at a point of the order, or after all of them. From `merge` on, by which it went
 * into another case, it is not open: who comes again comes about the other one.
 */
export function statusAt(
  own: readonly FloorEvent[],
  point?: FloorEvent,
  merge: FloorEvent | null = null,
): LinkStatus {
  let openedAt: number | null = null
  let customer: string | null = null
  let isOpen = false
  let isMerged = false
  let lastAt = Number.NEGATIVE_INFINITY
  for (const event of own) {
    if (point !== undefined && event.time > point.time) break
    if (point !== undefined && !precedes(event, point)) continue
    lastAt = event.time
    if (event.type === 'case.opened') openedAt ??= event.time
    customer = customerNamedBy(event) ?? customer
    if (isLinkOfNow(event, point)) continue
    isMerged ||= event === merge
    if (isMerged) isOpen = false
    else if (STATE_TYPES.has(event.type)) isOpen = event.type !== 'case.resolved'
  }
  return { openedAt, isOpen, customer, lastAt }
}

/** When a case was opened that at a point of the order is this customer's and open (not resolved); else null. */
function openAt(of: CaseToLink, customer: string, point: FloorEvent): number | null {
  const isLater = of.status !== null && of.status.lastAt < point.time
  const status = isLater ? of.status : statusAt(of.own(), point, of.merge())
  return status?.isOpen && status.customer === customer ? status.openedAt : null
}

/** The types after the last of which a case's state is named. */
export const STATE_TYPES: ReadonlySet<string> = new Set([
  'case.opened',
  'case.resumed',
  'case.reopened',
  'case.contacted',
  'case.waiting',
  'case.resolved',
])

/** The same of a customer with many cases, which are looked at from the one that was opened last. */
function openAmongMany(
  planning: LinkContext,
  openings: readonly OpenedCase[],
  customer: string,
  point: FloorEvent,
): string | null {
  for (let place = openedUntil(openings, point.time) - 1; place >= 0; place--) {
    const { id, at } = itemAt(openings, place)
    const candidate = planning.caseToLink(id)
    if (candidate !== null && openAt(candidate, customer, point) === at) return id
  }
  return null
}

/** The customer's open case at that point of the order: the one opened last, then the greater id. */
function openCaseOf(planning: LinkContext, customer: string, point: FloorEvent): string | null {
  const openings = planning.openingsOf(customer)
  if (openings !== null) return openAmongMany(planning, openings, customer, point)
  let best: { id: string; openedAt: number } | null = null
  for (const candidate of planning.casesOf(customer)) {
    const { id } = candidate
    const openedAt = openAt(candidate, customer, point)
    if (openedAt === null) continue
    if (best === null || openedAt > best.openedAt || (openedAt === best.openedAt && id > best.id))
      best = { id, openedAt }
  }
  return best?.id ?? null
}

function linkEvent(queued: Queued, caseId: string, because: 'case' | 'customer'): FloorEvent {
  return {
    id: `contacted/${queued.subject}`,
    source: LINK,
    type: 'case.contacted',
    time: queued.time,
    subject: caseId,
    data: { contact: queued.subject, channel: queued.data.channel ?? 'voice', because },
  }
}

/** The id of the case that the answer of a contact opens in a queue with `opens`. */
export function openedCaseOf(contact: string): string {
  return `open-${contact}`
}

function openingEvent(answered: Answered, queued: Queued, kind: CaseKind): EventOfType<'case.opened'> {
  const contact = answered.subject
  const { channel = 'voice', queue, customer, phone, name } = queued.data
  const data = {
    ...{ kind, contact, channel, queue },
    ...(customer === undefined ? {} : { customer }),
    ...(phone === undefined ? {} : { phone }),
    ...(name === undefined ? {} : { name }),
    agent: answered.data.agent,
  }
  return {
    id: `opened/${contact}`,
    source: OPEN,
    type: 'case.opened',
    time: answered.time,
    subject: openedCaseOf(contact),
    data,
  }
}

/** The case that a queue entry is about: the known one that it names, else the customer's open one. */
function caseOfEntry(queued: Queued, customer: string | null, planning: LinkContext) {
  const named = queued.data.case
  if (named !== undefined && planning.isKnown(named, queued)) return { id: named, because: 'case' as const }
  const open = customer === null ? null : openCaseOf(planning, customer, queued)
  return open === null ? null : { id: open, because: 'customer' as const }
}

/** The link that a queue entry asks for; one that was taken back leaves it without any. */
function linkOf(queued: Queued, customer: string | null, planning: LinkContext): FloorEvent | null {
  const found = caseOfEntry(queued, customer, planning)
  if (found === null || planning.isTakenBack(queued.subject, found.id)) return null
  return linkEvent(queued, found.id, found.because)
}

/** Whether the contact names a case itself that is known at a point of the order. */
function namesKnownCase(own: readonly FloorEvent[], point: FloorEvent, planning: LinkContext): boolean {
  return own.some((event) => {
    const named = caseNamedBy(event)
    return named !== null && planning.isKnown(named, point)
  })
}

function openingOf(
  answered: Answered,
  queued: Queued | null,
  own: readonly FloorEvent[],
  planning: LinkContext,
): FloorEvent | null {
  const kind = queued === null ? null : planning.opens(queued.data.queue, answered.time)
  if (kind === null || queued === null || namesKnownCase(own, answered, planning)) return null
  return openingEvent(answered, queued, kind)
}

/** The first thing that follows from a contact's events in their order, as if no other event named it. */
function firstDerived(own: readonly FloorEvent[], planning: LinkContext): FloorEvent | null {
  let customer: string | null = null
  let queued: Queued | null = null
  let hasEnded = false
  for (const event of inEffect(own)) {
    let found: FloorEvent | null = null
    if (event.type === 'contact.queued' || event.type === 'contact.dialled') {
      customer = event.data.customer ?? customer
      hasEnded = false
    }
    if (event.type === 'contact.queued') {
      queued = event
      found = linkOf(event, customer, planning)
    } else if (event.type === 'contact.ended') hasEnded = true
    else if (event.type === 'contact.answered' && !hasEnded) found = openingOf(event, queued, own, planning)
    if (found !== null) return found
  }
  return null
}

/**
 * What follows from a contact without an event (contract §3), or null: the `case.contacted` that a queued contact
 * stands for, or the `case.opened` at the answer in a queue with `opens`, owned by who answered. An event that names
 * the contact, earlier or later, takes the place of either; only an opened case that something else refers to by now
 * stays, because what hangs on it must not be forgotten. `own` are the contact's events in order.
 */
export function derivedOf(
  own: readonly FloorEvent[],
  contact: string,
  planning: LinkContext,
): FloorEvent | null {
  const derived = firstDerived(own, planning)
  if (derived === null || !planning.isNamed(contact)) return derived
  return derived.source === OPEN && planning.isReferredTo(derived.subject) ? derived : null
}

/** What decides, where it comes late, whether an answer of the contact counts and which entry it answers. */
const DECIDES_ANSWERS = new Set(
  ['answered', 'transferred', 'abandoned', 'left', 'ended'].map((word) => `contact.${word}`),
)

/**
 * Whether an answer, or what decides which answers count, may make something follow from its contact. What comes
 * after all else of the contact does only as an answer in a queue that opens cases: what follows from the events
 * before it is known.
 */
export function mayMakeFollow(
  event: FloorEvent,
  eventsOf: () => readonly FloorEvent[],
  opens: LinkContext['opens'],
): boolean {
  if (!DECIDES_ANSWERS.has(event.type)) return false
  const own = eventsOf()
  if (own.at(-1) !== event) return true
  if (event.type !== 'contact.answered') return false
  const queued = own.findLast((other) => other.type === 'contact.queued')
  return queued !== undefined && opens(queued.data.queue, event.time) !== null
}
