import { advanceAgent, bringTo, evolveAgent, nextOfAgent } from '../agents/agent-evolve.ts'
import { type AgentContext, type AgentCore, type AgentItem, newAgent } from '../agents/agent-state.ts'
import { waitingEntry } from '../contacts/contact.ts'
import { type ContactHolder, newHolder, step, type TermsAt } from '../contacts/contact-holder.ts'
import type { EventOfKind } from '../event/event.ts'
import type { AgentState } from '../rows/row.ts'
import type { Span } from './site-calendar.ts'

/** What keeps an agent from the customers who wait: an away reason (`away.break`), other work, wrap-up, ringing on. */
export type LossCause = `away.${string}` | 'otherWork' | 'wrapUp' | 'unreachable'

/** What an agent did for a while, instants in ms; `cause`: what kept them from who waited, null: nothing. */
export interface AgentSpan extends Span {
  readonly state: Exclude<AgentState, 'offline'>
  readonly cause: LossCause | null
  readonly queues: readonly string[]
}

/** Who did what in a span, and when somebody waited in each queue. */
export interface DayOfAgents {
  readonly span: Span
  readonly agents: ReadonlyMap<string, readonly AgentSpan[]>
  readonly waiting: ReadonlyMap<string, readonly Span[]>
}

/** Folds a span's events of agents and contacts, given in order of their time, and what came before it as far as it matters. */
export interface DayFold {
  apply(event: EventOfKind<'agent'> | EventOfKind<'contact'>): void
  /** What it comes to, up to an instant (ms) that lies behind all events. */
  end(at: number): DayOfAgents
}

/** Who lets it ring for longer is not reached. */
export const RINGS_MS = 20_000

/** So long after its end something may be heard of a contact; and of so many at hand those are left out that are over. */
const OVER_MS = 3_600_000
const MANY = 5_000

const NO_DAYS: AgentContext = { dayOf: () => 0, wrapped: () => undefined }

interface Followed {
  readonly core: AgentCore
  readonly spans: AgentSpan[]
  since: number
  state: AgentState
  cause: LossCause | null
  queues: readonly string[]
}

function causeOf(core: AgentCore): LossCause | null {
  switch (core.state) {
    case 'away':
      return `away.${core.awayReason ?? ''}`
    case 'wrap_up':
      return 'wrapUp'
    case 'ringing':
      return 'unreachable'
    case 'busy':
      return core.work.length === 0 && core.busyWith !== null ? 'otherWork' : null
    case 'available':
    case 'hold':
    case 'offline':
      return null
    default:
      return core.state satisfies never
  }
}

/** `span`: instants in ms; `terms`: by which a queue's wrap-up ends by itself. */
export function createDayFold(span: Span, terms: TermsAt): DayFold {
  const contacts = new Map<string, ContactHolder>()
  const agents = new Map<string, Followed>()
  const waiting = new Map<string, Span[]>()
  const waits = new Map<string, { count: number; since: number }>()
  let sweepAt = MANY

  function followed(id: string): Followed {
    let there = agents.get(id)
    if (there === undefined) {
      const core = newAgent()
      there = { core, spans: [], since: span.from, state: core.state, cause: null, queues: core.queues }
      agents.set(id, there)
    }
    return there
  }

  /** Notes what held up to an instant, if something else holds from then on or `isEnd`. */
  function note(agent: Followed, at: number, isEnd = false): void {
    const { core, since, state, cause, queues } = agent
    const now = causeOf(core)
    if (!isEnd && state === core.state && cause === now && queues === core.queues) return
    const [from, to] = [Math.max(since, span.from), Math.min(at, span.to)]
    if (state !== 'offline' && to > from) agent.spans.push({ from, to, state, cause, queues })
    Object.assign(agent, { since: at, state: core.state, cause: now, queues: core.queues })
  }

  /** Lets time pass for an agent: wrap-ups end, each at its instant. */
  function pass(id: string, agent: Followed, at: number): void {
    for (let next = nextOfAgent(agent.core); next <= at; next = nextOfAgent(agent.core)) {
      bringTo(agent.core, id, next, 0, NO_DAYS)
      note(agent, next)
    }
    advanceAgent(agent.core, id, at, NO_DAYS)
  }

  function live(id: string, item: AgentItem): void {
    const agent = followed(id)
    const at = item.event.time
    pass(id, agent, at)
    evolveAgent(agent.core, id, item, 0, NO_DAYS)
    note(agent, at)
  }

  /** One more or one fewer waits in a queue. */
  function count(queue: string, by: 1 | -1, at: number): void {
    const there = waits.get(queue) ?? { count: 0, since: at }
    waits.set(queue, there)
    if (there.count === 0) there.since = at
    there.count += by
    if (there.count > 0) return
    const [from, to] = [Math.max(there.since, span.from), Math.min(at, span.to)]
    if (to <= from) return
    const spans = waiting.get(queue)
    if (spans === undefined) waiting.set(queue, [{ from, to }])
    else spans.push({ from, to })
  }

  function applyContact(event: EventOfKind<'contact'>): void {
    const { subject, time } = event
    // What one hears of a contact without its beginning, nobody shows.
    const isFirst = event.type === 'contact.queued' || event.type === 'contact.dialled'
    const holder = contacts.get(subject) ?? (isFirst ? newHolder(subject) : null)
    if (holder === null) return
    contacts.set(subject, holder)
    const before = waitingEntry(holder.contact)?.queue ?? null
    for (const { agent, item } of step(holder, event, terms)) live(agent, item)
    const after = waitingEntry(holder.contact)?.queue ?? null
    if (before !== after) {
      if (before !== null) count(before, -1, time)
      if (after !== null) count(after, 1, time)
    }
    if (contacts.size >= sweepAt) sweep(time)
  }

  /** Of what is long over nothing more is heard. */
  function sweep(now: number): void {
    for (const [id, { contact }] of contacts)
      if (contact.ended !== null && contact.ended < now - OVER_MS) contacts.delete(id)
    sweepAt = Math.max(MANY, contacts.size * 2)
  }

  return {
    apply(event) {
      if (isContact(event)) applyContact(event)
      else live(event.subject, { event, part: null })
    },
    end(at) {
      const until = Math.min(at, span.to)
      for (const [id, agent] of agents) {
        pass(id, agent, until)
        note(agent, until, true)
      }
      for (const [queue, { count: left }] of waits) if (left > 0) closeWaits(queue, until)
      return {
        span: { from: span.from, to: until },
        agents: new Map([...agents].map(([id, { spans: agentSpans }]) => [id, agentSpans])),
        waiting,
      }
    },
  }

  function closeWaits(queue: string, at: number): void {
    const there = waits.get(queue)!
    there.count = 1
    count(queue, -1, at)
  }
}

function isContact(event: EventOfKind<'agent'> | EventOfKind<'contact'>): event is EventOfKind<'contact'> {
  return event.type.startsWith('contact.')
}
