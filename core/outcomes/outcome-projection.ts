import { type Contact, lastOf } from '../contacts/contact.ts'
import type { EventOfKind, FloorEvent } from '../event/event.ts'
import { instantText, type OutcomeRow } from '../rows/row.ts'
import { createInstants } from '../time/instants.ts'
import { LONGEST_SHIFT_MS, lastOutcome, UNSAID } from './contact-outcomes.ts'

/** A contact whose outcome is still to be said; instants in ms since 1970. */
interface Unsaid {
  readonly id: string
  /** Who spoke with the customer last, and is asked. */
  readonly agent: string
  readonly answeredAt: number
  readonly endedAt: number
  readonly direction: Contact['direction']
  readonly queue: string | null
  readonly channel: string
  readonly customer: string | null
  readonly phone: string | null
  readonly name: string | null
}

export interface OutcomeContext {
  now(): number
  /** Something is to be looked at at this instant, ms. */
  wake(at: number): void
  /** A contact as it stands, also a finished one; null: there is none. */
  contact(id: string): Contact | null
  contactEvents(id: string): readonly FloorEvent[]
  /** The case of a contact, or null. */
  caseOf(contact: string): string | null
  changed(id: string): void
}

export interface OutcomeDump {
  unsaid: Unsaid[]
  signedOut: [string, number][]
}

/**
 * Which contacts ended without a word of how: each asks its agent (screens.md, "Desk") until it is said, or until the
 * agent's shift ends, from when on it is unclassified. A function of the set of events: of the contact's own, and of
 * when its agent signed out last.
 */
export interface OutcomeProjection {
  /** Something changed of a contact, wherever in its order. */
  contactChanged(id: string): void
  /** An agent's own event. */
  applyAgent(event: EventOfKind<'agent'>): void
  row(id: string): OutcomeRow | null
  ids(): Iterable<string>
  /** Whether the contact's outcome is still asked for. */
  has(id: string): boolean
  nextInstant(): number | null
  advance(now: number): void
  dump(): OutcomeDump
  load(dump: OutcomeDump): void
}

/** Whether somebody said how a contact with these events ended, and did not take it back. */
function isSaid(events: readonly FloorEvent[]): boolean {
  const last = lastOutcome(events)
  return last !== undefined && last.data.kind !== UNSAID
}

/** What a contact asks of whom, by itself: somebody spoke with the customer, it is over, and nobody said how it ended. */
function unsaidOf(contact: Contact, events: () => readonly FloorEvent[]): Unsaid | null {
  const leg = lastOf(contact.legs)
  if (!contact.known || contact.ended === null || leg === undefined || leg.to === null) return null
  const entry = lastOf(contact.entries)
  // Who was sent on and gave up there is to be called back: that is another list.
  if (contact.passedOn || (entry !== undefined && entry.outcome !== 'answered')) return null
  if (isSaid(events())) return null
  const { id, direction, channel, customer, phone, name } = contact
  const at = { answeredAt: leg.from, endedAt: leg.to }
  return {
    id,
    agent: leg.agent,
    ...at,
    direction,
    queue: entry?.queue ?? contact.dialledFor,
    channel,
    customer,
    phone,
    name,
  }
}

const fields = [
  'agent',
  'answeredAt',
  'endedAt',
  'direction',
  'queue',
  'channel',
  'customer',
  'phone',
  'name',
] as const
const sameUnsaid = (a: Unsaid, b: Unsaid) => fields.every((field) => a[field] === b[field])

export function createOutcomeProjection(context: OutcomeContext): OutcomeProjection {
  const unsaid = new Map<string, Unsaid>()
  const ofAgent = new Map<string, Set<string>>()
  /** When each agent signed out last, ms. */
  const signedOut = new Map<string, number>()
  /** By agent, when the first of theirs is asked for no longer, or before: those that were said are looked past then. */
  const ending = createInstants<string>(context.wake)

  const isOver = ({ agent, endedAt }: Unsaid) =>
    endedAt <= (signedOut.get(agent) ?? Number.NEGATIVE_INFINITY) ||
    endedAt <= context.now() - LONGEST_SHIFT_MS

  function put(one: Unsaid): void {
    unsaid.set(one.id, one)
    ofAgent.set(one.agent, (ofAgent.get(one.agent) ?? new Set()).add(one.id))
    const endsAt = one.endedAt + LONGEST_SHIFT_MS
    if (endsAt < (ending.get(one.agent) ?? Number.POSITIVE_INFINITY)) ending.set(one.agent, endsAt)
    context.changed(one.id)
  }

  function take(one: Unsaid): void {
    unsaid.delete(one.id)
    ofAgent.get(one.agent)?.delete(one.id)
    if (ofAgent.get(one.agent)?.size === 0) {
      ofAgent.delete(one.agent)
      ending.set(one.agent, null)
    }
    context.changed(one.id)
  }

  const ofOne = (agent: string) => [...(ofAgent.get(agent) ?? [])].flatMap((id) => unsaid.get(id) ?? [])

  /** Ends what was asked of an agent for a whole shift. */
  function endThoseOf(agent: string, now: number): void {
    for (const one of ofOne(agent)) if (one.endedAt + LONGEST_SHIFT_MS <= now) take(one)
    const left = ofOne(agent).map(({ endedAt }) => endedAt + LONGEST_SHIFT_MS)
    if (left.length > 0)
      ending.set(
        agent,
        left.reduce((a, b) => Math.min(a, b)),
      )
  }

  return {
    contactChanged(id) {
      const before = unsaid.get(id)
      const contact = context.contact(id)
      const after = contact === null ? null : unsaidOf(contact, () => context.contactEvents(id))
      const next = after === null || isOver(after) ? null : after
      if (before !== undefined && next !== null && sameUnsaid(before, next)) return
      if (before !== undefined) take(before)
      if (next !== null) put(next)
    },
    applyAgent({ type, subject, time }) {
      if (type !== 'agent.signed_out') return
      signedOut.set(subject, Math.max(time, signedOut.get(subject) ?? time))
      for (const one of ofOne(subject)) if (isOver(one)) take(one)
    },
    row(id) {
      const one = unsaid.get(id)
      if (one === undefined) return null
      const at = { answeredAt: instantText(one.answeredAt), endedAt: instantText(one.endedAt) }
      return { ...one, ...at, case: context.caseOf(id) }
    },
    ids: () => unsaid.keys(),
    has: (id) => unsaid.has(id),
    nextInstant: () => ending.next(),
    advance(now) {
      for (let due = ending.take(now); due !== null; due = ending.take(now)) endThoseOf(due.key, now)
      for (const [agent, at] of signedOut) if (at <= now - LONGEST_SHIFT_MS) signedOut.delete(agent)
    },
    dump: () => ({ unsaid: [...unsaid.values()], signedOut: [...signedOut] }),
    load(dump) {
      for (const [agent, at] of dump.signedOut) signedOut.set(agent, at)
      // What contacts said as they were taken up was judged without knowing who had signed out.
      for (const one of [...unsaid.values()]) take(one)
      for (const one of dump.unsaid) put(one)
    },
  }
}
