import { instantText } from '../../../rows/row.ts'
import { CLOCK_BREACHED, CLOCK_WARNED } from '../../../rules/judge.ts'
import { createInstants, type Instants } from '../../../time/instants.ts'
import { type CaseState, isUnwatched } from './case-state.ts'

/** What one case adds to the figures of its queue and team. */
export interface CaseMetric {
  readonly queue: string | null
  readonly team: string | null
  /** Whose open case it is. */
  readonly owner: string | null
  readonly open: number
  readonly warned: number
  readonly breached: number
  readonly unwatched: number
}

/** An open callback with its due in ms. */
export interface OpenCallback {
  readonly queue: string
  readonly agent: string | null
  readonly due: number | null
}

export interface QueueCaseMetrics {
  callbacks: { open: number; overdue: number; nextDueAt: string | null }
  cases: { open: number; warned: number; breached: number; unwatched: number }
}

/** What a case adds whose aggregate's clocks amount to this (rules/judge.ts, `standing`). */
export function caseMetric(
  state: CaseState['state'],
  queue: string | null,
  team: string | null,
  owner: string | null,
  clocks: number,
): CaseMetric {
  const isBreached = (clocks & CLOCK_BREACHED) !== 0
  return {
    queue,
    team,
    owner: state === 'resolved' ? null : owner,
    open: state === 'resolved' ? 0 : 1,
    warned: !isBreached && (clocks & CLOCK_WARNED) !== 0 ? 1 : 0,
    breached: isBreached ? 1 : 0,
    unwatched: isUnwatched(state, clocks) ? 1 : 0,
  }
}

const noMetrics = (): QueueCaseMetrics => ({
  callbacks: { open: 0, overdue: 0, nextDueAt: null },
  cases: { open: 0, warned: 0, breached: 0, unwatched: 0 },
})

/** The earlier of two instants, of which either may be none. */
const earlierOf = (a: number | null, b: number | null) => (a === null || (b !== null && b < a) ? b : a)

interface QueueSums {
  cases: QueueCaseMetrics['cases']
  /** Open callbacks; those with a due still to come have it here, those whose due passed are `overdue`. */
  open: Set<string>
  due: Instants<string>
  overdue: Set<string>
}

/** Sums by queue and team; each case and callback is taken out as it was before it is put in as it is. */
export interface CaseMetrics {
  putCase(id: string, metric: CaseMetric | null): void
  /** Null: the callback is over. */
  putCallback(id: string, callback: OpenCallback | null): void
  /** Figures of one queue or of several together. */
  ofQueues(queues: Iterable<string>, now: number): QueueCaseMetrics
  /** Of the whole site, with cases that are in no queue. */
  ofAll(now: number): QueueCaseMetrics
  ofTeam(team: string): { open: number; overdue: number }
  teams(): Iterable<string>
  /** How many open cases and callbacks an agent has. */
  ofAgent(agent: string): number
}

const KEYS = ['open', 'warned', 'breached', 'unwatched'] as const

/** Whether two contributions add the same to the counts; null adds nothing. */
export function sameMetric(a: CaseMetric | null, b: CaseMetric | null): boolean {
  if (a === null || b === null) return a === b
  if (a.queue !== b.queue || a.team !== b.team || a.open !== b.open) return false
  if (a.owner !== b.owner) return false
  return a.warned === b.warned && a.breached === b.breached && a.unwatched === b.unwatched
}

export function createCaseMetrics(changed: (type: 'queue' | 'team', id: string) => void): CaseMetrics {
  const queues = new Map<string, QueueSums>()
  const teams = new Map<string, { open: number; overdue: number; cases: number }>()
  const cases = new Map<string, CaseMetric>()
  /** Many cases add the same. */
  const shared = new Map<string, CaseMetric>()
  const callbacks = new Map<string, OpenCallback>()
  const ofAgents = new Map<string, number>()
  const strays = { open: 0, warned: 0, breached: 0, unwatched: 0 }

  function queueOf(id: string): QueueSums {
    let sums = queues.get(id)
    if (sums === undefined) {
      const none = { open: 0, warned: 0, breached: 0, unwatched: 0 }
      sums = { cases: none, open: new Set(), due: createInstants(), overdue: new Set() }
      queues.set(id, sums)
    }
    return sums
  }

  function addOpen(agent: string | null, sign: 1 | -1): void {
    if (agent === null) return
    const open = (ofAgents.get(agent) ?? 0) + sign
    if (open === 0) ofAgents.delete(agent)
    else ofAgents.set(agent, open)
  }

  function oneOf(metric: CaseMetric): CaseMetric {
    const { queue, team, owner, open, warned, breached, unwatched } = metric
    const key = `${open + 2 * warned + 4 * breached + 8 * unwatched}\n${queue}\n${team}\n${owner}`
    const there = shared.get(key)
    if (there === undefined) shared.set(key, metric)
    return there ?? metric
  }

  function addCase(metric: CaseMetric, sign: 1 | -1): void {
    addOpen(metric.owner, sign)
    if (metric.queue !== null) {
      const { cases: sums } = queueOf(metric.queue)
      for (const key of KEYS) sums[key] += sign * metric[key]
      changed('queue', metric.queue)
    } else {
      for (const key of KEYS) strays[key] += sign * metric[key]
    }
    if (metric.team === null) return
    const team = teams.get(metric.team) ?? { open: 0, overdue: 0, cases: 0 }
    teams.set(metric.team, team)
    team.open += sign * metric.open
    team.overdue += sign * metric.breached
    team.cases += sign
    if (team.cases === 0) teams.delete(metric.team)
    changed('team', metric.team)
  }

  /** Moves callbacks whose due has come by `now` to the overdue ones. */
  function fallDue(sums: QueueSums, now: number): void {
    for (let due = sums.due.take(now); due !== null; due = sums.due.take(now)) sums.overdue.add(due.key)
  }

  function metricsOf(all: Iterable<QueueSums | undefined>, now: number): QueueCaseMetrics {
    const total = noMetrics()
    let next: number | null = null
    for (const sums of all) {
      if (sums === undefined) continue
      fallDue(sums, now)
      for (const key of KEYS) total.cases[key] += sums.cases[key]
      total.callbacks.open += sums.open.size
      total.callbacks.overdue += sums.overdue.size
      next = earlierOf(next, sums.due.next())
    }
    if (next !== null) total.callbacks.nextDueAt = instantText(next)
    return total
  }

  return {
    putCase(id, metric) {
      const before = cases.get(id) ?? null
      if (sameMetric(before, metric)) return
      if (before !== null) addCase(before, -1)
      if (metric === null) cases.delete(id)
      else {
        cases.set(id, oneOf(metric))
        addCase(metric, 1)
      }
    },
    putCallback(id, callback) {
      const before = callbacks.get(id)
      if (before !== undefined) {
        const sums = queueOf(before.queue)
        sums.open.delete(id)
        sums.overdue.delete(id)
        sums.due.set(id, null)
        callbacks.delete(id)
        addOpen(before.agent, -1)
        changed('queue', before.queue)
      }
      if (callback === null) return
      const sums = queueOf(callback.queue)
      callbacks.set(id, callback)
      addOpen(callback.agent, 1)
      sums.open.add(id)
      sums.due.set(id, callback.due)
      changed('queue', callback.queue)
    },
    ofQueues(ids, now) {
      return metricsOf(
        Array.from(ids, (id) => queues.get(id)),
        now,
      )
    },
    ofAll(now) {
      const total = metricsOf(queues.values(), now)
      for (const key of KEYS) total.cases[key] += strays[key]
      return total
    },
    ofTeam(team) {
      const { open, overdue } = teams.get(team) ?? { open: 0, overdue: 0 }
      return { open, overdue }
    },
    teams: () => teams.keys(),
    ofAgent: (agent) => ofAgents.get(agent) ?? 0,
  }
}
