import type { EventOfKind } from '../event/event.ts'
import {
  type AgentContext,
  type AgentCore,
  type AgentItem,
  type ContactItem,
  having,
  isOccupied,
  isPresent,
  NEVER,
  NONE,
  noSums,
  ofContact,
  stateOf,
  without,
} from './agent-state.ts'

function projectionDay(core: AgentCore, ms: number): void {
  if (isPresent(core.state)) core.sums.presentMs += ms
  if (isOccupied(core.state)) core.sums.occupiedMs += ms
}

/**
 * Books [from, at) under the state that holds; afterwards the sums are of `day`, that of `at`. Only one day's sums are
 * kept, so of days in between nothing is booked, however many they are.
 */
function projection(core: AgentCore, from: number, at: number, day: number): void {
  if (core.sums.day !== day || from < day) core.sums = noSums(day)
  projectionDay(core, Math.max(0, at - Math.max(from, day)))
}

/**
 * Books the time since the last booking under the state that held, and then lets the state follow what holds now.
 * Occupancy is therefore exact up to the last change of the agent. `day` is that of `at`.
 */
function settle(core: AgentCore, at: number, day: number): void {
  if (core.bookedTo !== at) {
    projection(core, core.bookedTo === NEVER ? at : core.bookedTo, at, day)
    core.bookedTo = at
  }
  const state = stateOf(core)
  if (state === core.state && core.since !== NEVER) return
  core.state = state
  core.since = at
}

/** Lets time pass to an instant of the day `day`, at which nothing else happens: wrap-ups end, and all is booked up to it. */
export function bringTo(
  core: AgentCore,
  agent: string,
  at: number,
  day: number,
  context: AgentContext,
): void {
  advanceAgent(core, agent, at, context)
  settle(core, at, day)
}

function endWrap(core: AgentCore, agent: string, contact: string, at: number, context: AgentContext): void {
  const wrap = ofContact(core.wraps, contact)
  if (wrap === undefined) return
  core.wraps = without(core.wraps, contact)
  core.sums.handleMs += at - wrap.from
  context.wrapped(agent, contact, wrap.legFrom, at - wrap.from)
}

function endAllWraps(core: AgentCore, agent: string, at: number, context: AgentContext): void {
  if (core.wraps.length === 0) return
  for (const { contact } of core.wraps) endWrap(core, agent, contact, at, context)
}

function forgetLapsed(core: AgentCore): void {
  if (core.lapsed.length > 0) core.lapsed = NONE
}

/** The instant at which time alone changes the agent: the end of its nearest wrap-up. Infinity: there is none. */
export function nextOfAgent({ wraps }: AgentCore): number {
  let next = Number.POSITIVE_INFINITY
  for (const { until } of wraps) if (until < next) next = until
  return next
}

/** Ends the wrap-ups whose time is over at `now`, each at its own instant. Tells whether there was one. */
export function advanceAgent(core: AgentCore, agent: string, now: number, context: AgentContext): boolean {
  if (core.wraps.length === 0) return false
  let any = false
  for (let next = nextOfAgent(core); next <= now; next = nextOfAgent(core)) {
    for (const { contact, legFrom, from, until } of core.wraps) {
      if (until !== next) continue
      endWrap(core, agent, contact, next, context)
      core.lapsed = having(core.lapsed, { contact, legFrom, from, lapsedAt: next })
    }
    settle(core, next, context.dayOf(next))
    any = true
  }
  return any
}

const BREAKS = new Set(['break', 'meal'])

/** Whoever said it at a screen; null: a feed did, which says whose word it was itself. */
const personOf = (source: string) => (source.startsWith('user/') ? source.slice('user/'.length) : null)

/** The same list where it says the same: what goes by it is not begun anew. */
const queuesAfter = (before: readonly string[], after: readonly string[]): readonly string[] =>
  before.length === after.length && before.every((queue, index) => queue === after[index]) ? before : after

/** In which queues alone the agent is paused by this event; what it does not say is not so. */
function pausesOf({
  data: { pausedIn },
}: EventOfKind<'agent'> & { type: 'agent.signed_in' | 'agent.queues' }): AgentCore['pausedIn'] {
  if (pausedIn === undefined || pausedIn.length === 0) return NONE
  return pausedIn.map(({ queue, reason }) => ({ queue, reason: reason ?? null }))
}

function applyOwn(core: AgentCore, agent: string, event: EventOfKind<'agent'>, context: AgentContext): void {
  const { time } = event
  switch (event.type) {
    case 'agent.signed_in':
      core.signedIn = true
      core.away = false
      core.awayReason = null
      core.awayBy = null
      core.busyWith = null
      core.queues = queuesAfter(core.queues, event.data.queues)
      core.penalties = event.data.penalties ?? null
      core.pausedIn = pausesOf(event)
      core.name = event.data.name ?? core.name
      core.team = event.data.team ?? core.team
      core.sinceBreak = time
      break
    case 'agent.queues':
      core.queues = queuesAfter(core.queues, event.data.queues)
      core.penalties = event.data.penalties ?? null
      core.pausedIn = pausesOf(event)
      break
    case 'agent.available':
      if (core.away && BREAKS.has(core.awayReason ?? '')) core.sinceBreak = time
      core.sinceBreak ??= time
      core.signedIn = true
      core.away = false
      core.awayReason = null
      core.awayBy = null
      core.busyWith = null
      endAllWraps(core, agent, time, context)
      break
    case 'agent.away':
      core.signedIn = true
      core.away = true
      core.awayReason = event.data.reason ?? null
      core.awayBy = event.data.by ?? personOf(event.source)
      core.busyWith = null
      endAllWraps(core, agent, time, context)
      break
    case 'agent.signed_out':
      core.signedIn = false
      core.pausedIn = NONE
      core.away = false
      core.awayReason = null
      core.awayBy = null
      core.busyWith = null
      core.sinceBreak = null
      endAllWraps(core, agent, time, context)
      break
    case 'agent.busy':
      core.busyWith = event.data.doing ?? 'other'
      break
    case 'agent.shift':
      core.shift = { from: event.data.from, to: event.data.to }
      break
    default:
      event satisfies never
  }
}

function endWork(core: AgentCore, contact: string, item: ContactItem): void {
  const work = ofContact(core.work, contact)
  if (work === undefined) return
  core.work = without(core.work, contact)
  const at = item.event.time
  core.sums.finishedLegs++
  core.sums.handleMs += at - work.from
  core.wraps = having(core.wraps, {
    contact,
    queue: work.queue,
    channel: work.channel,
    legFrom: work.from,
    from: at,
    until: at + (item.work?.wrapUpMs ?? 0),
  })
}

function hold(core: AgentCore, contact: string, held: boolean): void {
  const work = ofContact(core.work, contact)
  if (work !== undefined) core.work = having(core.work, { ...work, held })
}

/** A `contact.wrapped` ends the wrap-up, or corrects one that the queue's time had ended before. */
function applyWrapped(
  core: AgentCore,
  agent: string,
  contact: string,
  at: number,
  context: AgentContext,
): void {
  endWrap(core, agent, contact, at, context)
  const lapsed = ofContact(core.lapsed, contact)
  if (lapsed === undefined) return
  core.lapsed = without(core.lapsed, contact)
  core.sums.handleMs += at - lapsed.lapsedAt
  context.wrapped(agent, contact, lapsed.legFrom, at - lapsed.from)
}

function applyPart(core: AgentCore, agent: string, item: ContactItem, context: AgentContext): void {
  const { event, part } = item
  const contact = event.subject
  const at = event.time
  switch (part) {
    case 'offered':
      core.ringing = having(core.ringing, { contact, at })
      forgetLapsed(core)
      endAllWraps(core, agent, at, context)
      break
    case 'unoffered':
      core.ringing = without(core.ringing, contact)
      break
    case 'dialled':
      core.dialling = having(core.dialling, { contact, at })
      break
    case 'undialled':
      core.dialling = without(core.dialling, contact)
      break
    case 'answered':
      core.ringing = without(core.ringing, contact)
      forgetLapsed(core)
      endAllWraps(core, agent, at, context)
      core.sums.handled++
      core.work = having(core.work, {
        contact,
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
    case 'resumed':
      hold(core, contact, part === 'held')
      break
    case 'wrapped':
      applyWrapped(core, agent, contact, at, context)
      break
  }
}

/** Lets one item, in order, change the agent in place; wrap-ups that end before it are ended first. `day` is the item's. */
export function evolveAgent(
  core: AgentCore,
  agent: string,
  item: AgentItem,
  day: number,
  context: AgentContext,
): void {
  const at = item.event.time
  advanceAgent(core, agent, at, context)
  if (core.sums.day !== day) settle(core, at, day)
  if (item.part === null) applyOwn(core, agent, item.event, context)
  else applyPart(core, agent, item, context)
  settle(core, at, day)
}
