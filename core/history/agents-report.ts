import { itemAt } from '../collections/present.ts'
import { type AgentSpan, type DayOfAgents, type LossCause, RINGS_MS } from './day-of-agents.ts'
import { spansWithin } from './periods.ts'
import type { ShownState } from './shown-states.ts'
import type { Span } from './site-calendar.ts'

export type StateMs = Readonly<Record<ShownState, number>>

/** Agent-time that was lost while somebody waited, ms: by what kept the agent, and of whom it was. */
export interface Loss {
  readonly cause: LossCause
  readonly ms: number
  readonly agents: readonly { readonly id: string; readonly ms: number }[]
}

/** What agents did, in ms of agent-time; `waitedMs`: how long somebody waited in one of the queues. */
export interface AgentsReport {
  readonly periods: readonly { readonly states: StateMs; readonly lostMs: number }[]
  readonly agents: readonly { readonly id: string; readonly states: StateMs; readonly lostMs: number }[]
  readonly losses: readonly Loss[]
  readonly waitedMs: number
}

/** A stretch that was lost, and how much of it somebody waited. */
export interface LostSpan extends AgentSpan {
  readonly agent: string
  readonly lostMs: number
}

/** Whose day: these agents whatever their queues, or who worked in one of these queues. */
export type AgentsOf = { readonly agents: readonly string[] } | { readonly queues: readonly string[] }

/** Spans joined where they overlap, in order. */
function joined(spans: readonly Span[]): Span[] {
  const all: { from: number; to: number }[] = []
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}

const sharedMs = (a: Span, b: Span) => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))

/** How much of a span others hold that follow one another. */
function overlapMs(span: Span, others: readonly Span[]): number {
  let ms = 0
  for (const index of spansWithin(others, span.from, span.to)) ms += sharedMs(span, itemAt(others, index))
  return ms
}

const noStates = (): Record<ShownState, number> => ({
  ...{ available: 0, ringing: 0, busy: 0, hold: 0, wrap_up: 0, away: 0 },
})

/** When somebody waited in the queues that count of some; made once for each list of queues. */
function waits(day: DayOfAgents, of: AgentsOf): (queues: readonly string[]) => readonly Span[] {
  const wanted = 'queues' in of ? new Set(of.queues) : null
  const known = new Map<string, readonly Span[]>()
  return (queues) => {
    const own = wanted === null ? queues : queues.filter((queue) => wanted.has(queue))
    const key = own.toSorted().join('\n')
    const there = known.get(key) ?? joined(own.flatMap((queue) => day.waiting.get(queue) ?? []))
    known.set(key, there)
    return there
  }
}

function spansOf(day: DayOfAgents, of: AgentsOf): [string, readonly AgentSpan[]][] {
  if ('agents' in of)
    return of.agents.flatMap((id) => {
      const own = day.agents.get(id)
      return own === undefined ? [] : [[id, own]]
    })
  const wanted = new Set(of.queues)
  return [...day.agents].flatMap(([id, all]) => {
    const own = all.filter(({ queues }) => queues.some((queue) => wanted.has(queue)))
    return own.length === 0 ? [] : [[id, own]]
  })
}

/** The part of a stretch that keeps its agent from who waits; null: none does. */
function losing(agentSpan: AgentSpan): Span | null {
  if (agentSpan.cause === null) return null
  if (agentSpan.cause !== 'unreachable') return agentSpan
  return agentSpan.to - agentSpan.from > RINGS_MS
    ? { from: agentSpan.from + RINGS_MS, to: agentSpan.to }
    : null
}

/** How much of a stretch is lost to who waits, within a span. */
function lossIn(agentSpan: AgentSpan, span: Span, waiting: readonly Span[]): number {
  const part = losing(agentSpan)
  if (part === null) return 0
  const within = { from: Math.max(part.from, span.from), to: Math.min(part.to, span.to) }
  return within.to > within.from ? overlapMs(within, waiting) : 0
}

/** The stretches of some in which an agent was lost while somebody waited, in a span, in order. */
export function lostSpans(day: DayOfAgents, of: AgentsOf, span: Span): LostSpan[] {
  const waitsIn = waits(day, of)
  const lost = spansOf(day, of).flatMap(([agent, agentSpans]) =>
    agentSpans.flatMap((agentSpan): LostSpan[] => {
      const lostMs = lossIn(agentSpan, span, waitsIn(agentSpan.queues))
      return lostMs > 0 ? [{ ...agentSpan, agent, lostMs }] : []
    }),
  )
  return lost.sort((a, b) => a.from - b.from || (a.agent < b.agent ? -1 : 1))
}

/** The spans in which some agents were in a state, as far as they lie in a span, in order: of a mean what it is made of. */
export function spansInState(
  day: DayOfAgents,
  of: AgentsOf,
  state: ShownState,
  span: Span,
): (AgentSpan & { readonly agent: string })[] {
  const found = spansOf(day, of).flatMap(([agent, agentSpans]) =>
    agentSpans.flatMap((one) =>
      one.state === state && sharedMs(one, span) > 0
        ? [{ ...one, agent, from: Math.max(one.from, span.from), to: Math.min(one.to, span.to) }]
        : [],
    ),
  )
  return found.sort((a, b) => a.from - b.from || (a.agent < b.agent ? -1 : 1))
}

/**
 * What some agents did in each of some periods (ms; they follow one another), and what of their time was lost while somebody
 * waited in a queue of theirs: away, at other work, in wrap-up, or ringing for longer than 20 s.
 */
export function agentsReport(day: DayOfAgents, of: AgentsOf, periods: readonly Span[]): AgentsReport {
  const sums = periods.map(() => ({ states: noStates(), lostMs: 0 }))
  const agents: { id: string; states: StateMs; lostMs: number }[] = []
  const losses = new Map<LossCause, Map<string, number>>()
  const lost = lostSpans(day, of, day.span)
  const lostOf = new Map<string, number>()
  for (const { agent, cause, lostMs } of lost) {
    lostOf.set(agent, (lostOf.get(agent) ?? 0) + lostMs)
    const by = losses.get(cause!) ?? new Map<string, number>()
    losses.set(cause!, by.set(agent, (by.get(agent) ?? 0) + lostMs))
  }
  for (const [id, agentSpans] of spansOf(day, of)) {
    const states = noStates()
    for (const agentSpan of agentSpans) {
      states[agentSpan.state] += agentSpan.to - agentSpan.from
      for (const index of spansWithin(periods, agentSpan.from, agentSpan.to))
        itemAt(sums, index).states[agentSpan.state] += sharedMs(itemAt(periods, index), agentSpan)
    }
    agents.push({ id, states, lostMs: lostOf.get(id) ?? 0 })
  }
  const waitsIn = waits(day, of)
  for (const agentSpan of lost)
    for (const index of spansWithin(periods, agentSpan.from, agentSpan.to))
      itemAt(sums, index).lostMs += lossIn(agentSpan, itemAt(periods, index), waitsIn(agentSpan.queues))
  const waited =
    'queues' in of
      ? of.queues
      : [...new Set(spansOf(day, of).flatMap(([, all]) => all.flatMap(({ queues }) => queues)))]
  return {
    periods: sums,
    agents: agents.sort((a, b) => (a.id < b.id ? -1 : 1)),
    losses: [...losses]
      .map(([cause, by]): Loss => {
        const own = [...by]
          .map(([id, ms]) => ({ id, ms }))
          .sort((a, b) => b.ms - a.ms || (a.id < b.id ? -1 : 1))
        return { cause, ms: own.reduce((sum, { ms }) => sum + ms, 0), agents: own }
      })
      .sort((a, b) => b.ms - a.ms || (a.cause < b.cause ? -1 : 1)),
    waitedMs: overlapMs(day.span, joined(waited.flatMap((queue) => day.waiting.get(queue) ?? []))),
  }
}
