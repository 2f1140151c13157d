import { type AgentRecord, addLegs, noLegs } from '#core/agents/leg-counts.ts'
import type { Floor } from '#core/floor/floor.ts'
import { addQueueSum, noQueueSum, type QueueSum } from '#core/history/interval-metrics.ts'
import { type DividedSpan, partAt } from '#core/history/periods.ts'
import type { Span } from '#core/history/site-calendar.ts'
import { HELD_INTERVALS_MS } from '#core/queues/held-intervals.ts'
import type { IntervalSums, SumRequest, Sums } from '#store/postgres/interval-sums.ts'

/** Sums per period, in their order, per queue or agent, and of all. */
export interface PeriodSums<T> {
  readonly periods: readonly T[]
  readonly bySubject: ReadonlyMap<string, T>
  readonly total: T
}

export interface SumSource {
  readonly floor: Pick<Floor, 'now' | 'intervals' | 'agentIntervals'>
  readonly sums: IntervalSums
}

/** What is special to a kind of record. */
interface Kind<T> {
  none(): T
  /** In place. */
  add(sum: T, part: T): void
  held(subject: string, from: number, to: number): readonly { start: number; record: T }[]
  archived(request: SumRequest): Promise<Sums<T>>
}

/**
 * Sums the records of some queues or agents: of the database up to where the floor has the last word, and the floor's
 * from there on, so that what is shown of today is what the live screens show.
 */
async function sumPeriods<T>(
  kind: Kind<T>,
  subjects: readonly string[],
  divided: DividedSpan,
  { from, to }: Span,
  now: number,
): Promise<PeriodSums<T>> {
  const { bounds, periods, periodOf } = divided
  const sums = { periods: periods.map(kind.none), bySubject: new Map<string, T>(), total: kind.none() }
  const of = (subject: string) => {
    const there = sums.bySubject.get(subject) ?? kind.none()
    sums.bySubject.set(subject, there)
    return there
  }
  const addTo = (stretch: number, part: T) => {
    const period = periodOf[stretch]
    if (period === undefined) return
    kind.add(sums.periods[period]!, part)
    kind.add(sums.total, part)
  }
  const since = now - HELD_INTERVALS_MS
  if (from < since && subjects.length > 0) {
    const request = { subjects, from, to: Math.min(to, since), starts: bounds.slice(0, -1) }
    const archived = await kind.archived(request)
    for (const [stretch, part] of archived.byStretch) addTo(stretch, part)
    for (const [subject, part] of archived.bySubject) kind.add(of(subject), part)
  }
  if (to > since)
    for (const subject of subjects)
      for (const { start, record } of kind.held(subject, Math.max(from, since), to)) {
        addTo(partAt(divided, start), record)
        kind.add(of(subject), record)
      }
  return sums
}

export function sumQueues(
  { floor, sums }: SumSource,
  subjects: readonly string[],
  divided: DividedSpan,
  span: Span,
): Promise<PeriodSums<QueueSum>> {
  const kind: Kind<QueueSum> = {
    none: noQueueSum,
    add: addQueueSum,
    held: (queue, from, to) => floor.intervals(queue, from, to),
    archived: sums.queues,
  }
  return sumPeriods(kind, subjects, divided, span, floor.now)
}

export function sumAgents(
  { floor, sums }: SumSource,
  subjects: readonly string[],
  divided: DividedSpan,
  span: Span,
): Promise<PeriodSums<AgentRecord>> {
  const kind: Kind<AgentRecord> = {
    none: noLegs,
    add: (sum, part) => addLegs(sum, part, 1),
    held: (agent, from, to) => floor.agentIntervals(agent, from, to),
    archived: sums.agents,
  }
  return sumPeriods(kind, subjects, divided, span, floor.now)
}
