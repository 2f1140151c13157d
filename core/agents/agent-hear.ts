import type { FloorEvent } from '../event.ts'
import {
  type AgentContext,
  type AgentCore,
  type AgentItem,
  isOccupied,
  isPresent,
  noSums,
  stateOf,
} from './agent-state.ts'

function bookDay(core: AgentCore, ms: number): void {
  if (isPresent(core.state)) core.sums.presentMs += ms
  if (isOccupied(core.state)) core.sums.occupiedMs += ms
}

/** Books [from, at) under the state that holds, to the day of each part; afterwards the sums are of the day of `at`. */
function book(core: AgentCore, from: number, at: number, context: AgentContext): void {
  const last = context.dayOf(at)
  if (core.sums.day !== last || from < last) bookDays(core, from, last, context)
  bookDay(core, Math.max(0, at - Math.max(from, last)))
}

function bookDays(core: AgentCore, begin: number, last: number, context: AgentContext): void {
  for (let from = begin; from < last; ) {
    const day = context.dayOf(from)
    if (core.sums.day !== day) core.sums = noSums(day)
    const to = context.nextDay(day)
    bookDay(core, to - from)
    from = to
  }
  if (core.sums.day !== last) core.sums = noSums(last)
}

/**
 * Books the time since the last booking under the state that held, split at the site's days, and then lets the
 * state follow what holds now. Occupancy is therefore exact up to the agent's last change.
 */
function settle(core: AgentCore, at: number, context: AgentContext): void {
  if (core.bookedTo !== at) {
    book(core, core.bookedTo ?? at, at, context)
    core.bookedTo = at
  }
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
  if (core.wraps.size === 0) return
  for (const contact of [...core.wraps.keys()]) endWrap(core, agent, contact, at, context)
}

/** Clearing a map makes a new one, also where it is empty. */
function forgetLapsed(core: AgentCore): void {
  if (core.lapsed.size > 0) core.lapsed.clear()
}

/** The instant at which time alone changes the agent: the end of its nearest wrap-up. */
export function nextOfAgent(core: AgentCore): number | null {
  if (core.wraps.size === 0) return null
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
      forgetLapsed(core)
      endAllWraps(core, agent, at, context)
      break
    case 'unoffered':
      core.ringing.delete(contact)
      break
    case 'dialled':
      core.dialling.set(contact, at)
      break
    case 'undialled':
      core.dialling.delete(contact)
      break
    case 'answered':
      core.ringing.delete(contact)
      forgetLapsed(core)
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
