import type { AgentLeg } from '../contacts/contact-evolve.ts'
import type { EventOfKind } from '../event/event.ts'
import type { AgentState, QueuePause } from '../rows/row.ts'

/**
 * What contacts are to an agent, as lists that are never changed but replaced: an agent has none to three of each, so a
 * list is smaller and quicker than a map, and two copies of an agent share theirs.
 */
interface OfContact {
  readonly contact: string
}

/** A contact that rings at the agent, or that the agent dials. Instants in ms since 1970. */
export interface AgentContact extends OfContact {
  readonly at: number
}

/** What a contact is to an agent who works on it. */
export interface Work extends OfContact {
  readonly queue: string | null
  readonly channel: string
  readonly direction: 'inbound' | 'outbound'
  readonly from: number
  readonly held: boolean
}

/** Wrap-up after a leg that began at `legFrom`; it ends by itself at `until`. */
export interface Wrap extends OfContact {
  readonly queue: string | null
  readonly channel: string
  readonly legFrom: number
  readonly from: number
  readonly until: number
}

/** A wrap-up that the queue's time ended, kept so that a later `contact.wrapped` can correct it. */
export interface LapsedWrap extends OfContact {
  readonly legFrom: number
  readonly from: number
  readonly lapsedAt: number
}

export interface DaySums {
  day: number
  occupiedMs: number
  presentMs: number
  handled: number
  finishedLegs: number
  handleMs: number
}

/** What an agent is and does after the events applied so far; instants in ms since 1970. */
export interface AgentCore {
  signedIn: boolean
  away: boolean
  awayReason: string | null
  /** Whose word it was, where that is known: the id of a person, or the name of whoever else. */
  awayBy: string | null
  /** A device in use without a contact that we know: what with, or null. */
  busyWith: string | null
  name: string | null
  team: string | null
  queues: readonly string[]
  /** By queue, those that are not 0; null: nothing was said of them. */
  penalties: Readonly<Record<string, number>> | null
  /** Paused there alone: no call of these queues reaches the agent. */
  pausedIn: readonly QueuePause[]
  shift: { from: string; to: string } | null
  ringing: readonly AgentContact[]
  dialling: readonly AgentContact[]
  work: readonly Work[]
  wraps: readonly Wrap[]
  lapsed: readonly LapsedWrap[]
  state: AgentState
  /** Since when the state holds, and up to when `sums` are booked; `NEVER` before the first item. */
  since: number
  bookedTo: number
  sinceBreak: number | null
  sums: DaySums
}

/** An event of an agent's own. */
interface OwnItem {
  readonly event: EventOfKind<'agent'>
  readonly part: null
  readonly work?: undefined
}

/** An agent's part in the event of a contact. */
export interface ContactItem {
  readonly event: EventOfKind<'contact'>
  readonly part: AgentLeg['kind']
  readonly work?: {
    queue: string | null
    channel: string
    direction: 'inbound' | 'outbound'
    wrapUpMs: number
  }
}

/** One thing that an agent lives through: an own event, or its part in a contact's event. */
export type AgentItem = OwnItem | ContactItem

/** What the machine needs from outside: the site's days, and who wants to know how long a wrap-up took. */
export interface AgentContext {
  /** Start of the site's day that holds the instant, ms. */
  dayOf(at: number): number
  wrapped(agent: string, contact: string, legFrom: number, wrapMs: number): void
}

/** No instant, as a number: it is stored in place, where null in turns with numbers makes a new object each time. */
export const NEVER = Number.NEGATIVE_INFINITY

export const NONE: readonly never[] = []

export function newAgent(): AgentCore {
  return {
    signedIn: false,
    away: false,
    awayReason: null,
    awayBy: null,
    busyWith: null,
    name: null,
    team: null,
    queues: NONE,
    penalties: null,
    pausedIn: NONE,
    shift: null,
    ringing: NONE,
    dialling: NONE,
    work: NONE,
    wraps: NONE,
    lapsed: NONE,
    state: 'offline',
    since: NEVER,
    bookedTo: NEVER,
    sinceBreak: null,
    sums: noSums(0),
  }
}

/** The sums of an agent's day (its start, ms since 1970) on which nothing was done yet. */
export function noSums(day: number): DaySums {
  return { day, occupiedMs: 0, presentMs: 0, handled: 0, finishedLegs: 0, handleMs: 0 }
}

/** A copy with sums of its own: what is changed in it leaves the original as it is. */
export function copyAgent(core: AgentCore): AgentCore {
  return { ...core, sums: { ...core.sums } }
}

/** What the list holds of the contact. */
export function ofContact<T extends OfContact>(list: readonly T[], contact: string): T | undefined {
  for (const item of list) if (item.contact === contact) return item
  return undefined
}

/** The list with the item at the place of its contact, or at the end. */
export function having<T extends OfContact>(list: readonly T[], item: T): readonly T[] {
  if (list.length === 0) return [item]
  const there = ofContact(list, item.contact)
  return there === undefined ? [...list, item] : list.map((other) => (other === there ? item : other))
}

/** The list without the contact; the same list where it holds nothing of it. */
export function without<T extends OfContact>(list: readonly T[], contact: string): readonly T[] {
  const there = list.length === 0 ? undefined : ofContact(list, contact)
  if (there === undefined) return list
  return list.length === 1 ? NONE : list.filter((other) => other !== there)
}

/** The one state that stands when several things hold (metrics.md): busy, ringing, wrap-up, away, available, offline. */
export function stateOf(core: AgentCore): AgentState {
  const { work } = core
  if (work.length > 0) {
    if (core.busyWith !== null) return 'busy'
    for (const { held } of work) if (!held) return 'busy'
    return 'hold'
  }
  if (core.busyWith !== null || core.dialling.length > 0) return 'busy'
  if (core.ringing.length > 0) return 'ringing'
  if (core.wraps.length > 0) return 'wrap_up'
  if (core.away) return 'away'
  return core.signedIn ? 'available' : 'offline'
}

/** States that count as worked time, and as time present (metrics.md, occupancy). */
export function isOccupied(state: AgentState): boolean {
  return state === 'busy' || state === 'hold' || state === 'ringing' || state === 'wrap_up'
}
/** Whether an agent in this state is at work: neither signed out nor away. */
export function isPresent(state: AgentState): boolean {
  return state !== 'offline' && state !== 'away'
}
