import type { AgentPart } from '../contacts/contact.ts'
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

const OCCUPIED = new Set<AgentState>(['busy', 'hold', 'ringing', 'wrap_up'])
const ABSENT = new Set<AgentState>(['offline', 'away'])

/**
 * Books the time since the last booking under the state that held, split at the site's days, and then lets the
 * state follow what holds now. Occupancy is therefore exact up to the agent's last change.
 */
function settle(core: AgentCore, at: number, context: AgentContext): void {
  let from = core.bookedTo ?? at
  while (from < at) {
    const day = context.dayOf(from)
    if (core.sums.day !== day) core.sums = noSums(day)
    const to = Math.min(at, context.nextDay(day))
    if (!ABSENT.has(core.state)) core.sums.presentMs += to - from
    if (OCCUPIED.has(core.state)) core.sums.occupiedMs += to - from
    from = to
  }
  const day = context.dayOf(at)
  if (core.sums.day !== day) core.sums = noSums(day)
  core.bookedTo = at
  const state = stateOf(core)
  if (state === core.state && core.since !== null) return
  core.state = state
  core.since = at
}

function endWrap(core: AgentCore, agent: string, contact: string, at: number, context: AgentContext): void {
  const wrap = core.wraps.get(contact)
  if (wrap === undefined) return
  core.wraps.delete(contact)
  core.sums.handleMs += at - wrap.from
  context.wrapped(agent, contact, wrap.legFrom, at - wrap.from)
}

function endAllWraps(core: AgentCore, agent: string, at: number, context: AgentContext): void {
  for (const contact of [...core.wraps.keys()]) endWrap(core, agent, contact, at, context)
}

/** The instant at which time alone changes the agent: the end of its nearest wrap-up. */
export function nextOfAgent(core: AgentCore): number | null {
  let next: number | null = null
  for (const wrap of core.wraps.values()) if (next === null || wrap.until < next) next = wrap.until
  return next
}

/** Ends the wrap-ups whose time is over at `now`, each at its own instant. Tells whether there was one. */
export function advanceAgent(core: AgentCore, agent: string, now: number, context: AgentContext): boolean {
  let any = false
  for (let next = nextOfAgent(core); next !== null && next <= now; next = nextOfAgent(core)) {
    for (const [contact, wrap] of [...core.wraps]) {
      if (wrap.until !== next) continue
      endWrap(core, agent, contact, next, context)
      core.lapsed.set(contact, { legFrom: wrap.legFrom, from: wrap.from, lapsedAt: next })
    }
    settle(core, next, context)
    any = true
  }
  return any
}

const BREAKS = new Set(['break', 'meal'])

function hearOwn(core: AgentCore, agent: string, event: FloorEvent, context: AgentContext): void {
  const { data, time } = event
  switch (event.type) {
    case 'agent.signed_in':
      core.signedIn = true
      core.away = false
      core.awayReason = null
      core.busyWith = null
      core.queues = data.queues as string[]
      core.name = (data.name as string | undefined) ?? core.name
      core.team = (data.team as string | undefined) ?? core.team
      core.sinceBreak = time
      break
    case 'agent.queues':
      core.queues = data.queues as string[]
      break
    case 'agent.available':
      if (core.away && BREAKS.has(core.awayReason ?? '')) core.sinceBreak = time
      core.sinceBreak ??= time
      core.signedIn = true
      core.away = false
      core.awayReason = null
      core.busyWith = null
      endAllWraps(core, agent, time, context)
      break
    case 'agent.away':
      core.signedIn = true
      core.away = true
      core.awayReason = (data.reason as string | undefined) ?? null
      core.busyWith = null
      endAllWraps(core, agent, time, context)
      break
    case 'agent.signed_out':
      core.signedIn = false
      core.away = false
      core.awayReason = null
      core.busyWith = null
      core.sinceBreak = null
      endAllWraps(core, agent, time, context)
      break
    case 'agent.busy':
      core.busyWith = (data.doing as string | undefined) ?? 'other'
      break
    case 'agent.shift':
      core.shift = { from: data.from as string, to: data.to as string }
      break
  }
}

function endWork(core: AgentCore, contact: string, item: AgentItem): void {
  const work = core.work.get(contact)
  if (work === undefined) return
  core.work.delete(contact)
  const at = item.event.time
  core.sums.finishedLegs++
  core.sums.handleMs += at - work.from
  core.wraps.set(contact, {
    queue: work.queue,
    channel: work.channel,
    legFrom: work.from,
    from: at,
    until: at + (item.work?.wrapUpMs ?? 0),
  })
}

/** A `contact.wrapped` ends the wrap-up, or corrects one that the queue's time had ended before. */
function hearWrapped(
  core: AgentCore,
  agent: string,
  contact: string,
  at: number,
  context: AgentContext,
): void {
  endWrap(core, agent, contact, at, context)
  const lapsed = core.lapsed.get(contact)
  if (lapsed === undefined) return
  core.lapsed.delete(contact)
  core.sums.handleMs += at - lapsed.lapsedAt
  context.wrapped(agent, contact, lapsed.legFrom, at - lapsed.from)
}

function hearPart(core: AgentCore, agent: string, item: AgentItem, context: AgentContext): void {
  const { event, part } = item
  const contact = event.subject
  const at = event.time
  switch (part) {
    case 'offered':
      core.ringing.set(contact, at)
      core.lapsed.clear()
      endAllWraps(core, agent, at, context)
      break
    case 'unoffered':
      core.ringing.delete(contact)
      break
    case 'dialled':
      core.dialling.set(contact, at)
      endAllWraps(core, agent, at, context)
      break
    case 'undialled':
      core.dialling.delete(contact)
      break
    case 'answered':
      core.ringing.delete(contact)
      core.lapsed.clear()
      endAllWraps(core, agent, at, context)
      core.sums.handled++
      core.work.set(contact, {
        queue: item.work?.queue ?? null,
        channel: item.work?.channel ?? 'voice',
        direction: item.work?.direction ?? 'inbound',
        from: at,
        held: false,
      })
      break
    case 'ended':
      endWork(core, contact, item)
      break
    case 'held':
    case 'resumed': {
      const work = core.work.get(contact)
      if (work !== undefined) work.held = part === 'held'
      break
    }
    case 'wrapped':
      hearWrapped(core, agent, contact, at, context)
      break
  }
}

/** Lets one item, in order, change the agent in place; wrap-ups that end before it are ended first. */
export function hearAgent(core: AgentCore, agent: string, item: AgentItem, context: AgentContext): void {
  const at = item.event.time
  advanceAgent(core, agent, at, context)
  const day = context.dayOf(at)
  if (core.sums.day !== day) settle(core, at, context)
  if (item.part === null) hearOwn(core, agent, item.event, context)
  else hearPart(core, agent, item, context)
  settle(core, at, context)
}
