import type { AgentPart } from '../contacts/contact-evolve.ts'
import type { FloorEvent } from '../event.ts'
import type { AgentState } from '../row.ts'

/** What a contact is to an agent who works on it. Instants in ms since 1970. */
export interface Work {
  readonly queue: string | null
  readonly channel: string
  readonly direction: 'inbound' | 'outbound'
  readonly from: number
  held: boolean
}

/** Wrap-up after a leg that began at `legFrom`; it ends by itself at `until`. */
export interface Wrap {
  readonly queue: string | null
  readonly channel: string
  readonly legFrom: number
  readonly from: number
  readonly until: number
}

/** A wrap-up that the queue's time ended, kept so that a later `contact.wrapped` can correct it. */
export interface LapsedWrap {
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

export interface AgentCore {
  signedIn: boolean
  away: boolean
  awayReason: string | null
  /** A device in use without a contact that we know: what with, or null. */
  busyWith: string | null
  name: string | null
  team: string | null
  queues: readonly string[]
  shift: { from: string; to: string } | null
  ringing: Map<string, number>
  dialling: Map<string, number>
  work: Map<string, Work>
  wraps: Map<string, Wrap>
  lapsed: Map<string, LapsedWrap>
  state: AgentState
  since: number | null
  /** Up to when `sums` are booked. */
  bookedTo: number | null
  sinceBreak: number | null
  sums: DaySums
}

/** One thing that an agent lives through: an own event, or its part in a contact's event. */
export interface AgentItem {
  readonly event: FloorEvent
  /** Null: an own event. */
  readonly part: AgentPart['kind'] | null
  readonly work?: {
    queue: string | null
    channel: string
    direction: 'inbound' | 'outbound'
    wrapUpMs: number
  }
}

/** What the machine needs from outside: the site's days, and who wants to know how long a wrap-up took. */
export interface AgentContext {
  /** Start of the site's day that holds the instant, ms. */
  dayOf(at: number): number
  nextDay(day: number): number
  wrapped(agent: string, contact: string, legFrom: number, wrapMs: number): void
}

export function newAgent(): AgentCore {
  return {
    signedIn: false,
    away: false,
    awayReason: null,
    busyWith: null,
    name: null,
    team: null,
    queues: [],
    shift: null,
    ringing: new Map(),
    dialling: new Map(),
    work: new Map(),
    wraps: new Map(),
    lapsed: new Map(),
    state: 'offline',
    since: null,
    bookedTo: null,
    sinceBreak: null,
    sums: noSums(0),
  }
}

export function noSums(day: number): DaySums {
  return { day, occupiedMs: 0, presentMs: 0, handled: 0, finishedLegs: 0, handleMs: 0 }
}

export function copyAgent(core: AgentCore): AgentCore {
  return {
    ...core,
    ringing: new Map(core.ringing),
    dialling: new Map(core.dialling),
    work: new Map([...core.work].map(([contact, work]) => [contact, { ...work }])),
    wraps: new Map(core.wraps),
    lapsed: new Map(core.lapsed),
    sums: { ...core.sums },
  }
}

/** The one state that stands when several things hold (metrics.md): busy, ringing, wrap-up, away, available, offline. */
export function stateOf(core: AgentCore): AgentState {
  if (core.work.size > 0) {
    if (core.busyWith !== null) return 'busy'
    for (const work of core.work.values()) if (!work.held) return 'busy'
    return 'hold'
  }
  if (core.busyWith !== null || core.dialling.size > 0) return 'busy'
  if (core.ringing.size > 0) return 'ringing'
  if (core.wraps.size > 0) return 'wrap_up'
  if (core.away) return 'away'
  return core.signedIn ? 'available' : 'offline'
}

/** States that count as worked time, and as time present (metrics.md, occupancy). */
export function isOccupied(state: AgentState): boolean {
  return state === 'busy' || state === 'hold' || state === 'ringing' || state === 'wrap_up'
}
export function isPresent(state: AgentState): boolean {
  return state !== 'offline' && state !== 'away'
}
