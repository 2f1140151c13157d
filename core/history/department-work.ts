import { applyToHandoff, type HandoffState, newHandoff } from '../cases/entities/handoff/handoff-state.ts'
import { median } from '../collections/median.ts'
import { itemAt } from '../collections/present.ts'
import { ratio } from '../queues/service-level.ts'
import { spansWithin } from './periods.ts'
import type { Span } from './site-calendar.ts'
import { foldEach, isIn, type WorkEvents } from './work-events.ts'

/** A department's hand-offs; `medianSec` of those returned in the span, null: none was. */
export interface DepartmentWork {
  readonly id: string
  readonly sent: number
  /** Not returned by the end of the span, or now. */
  readonly open: number
  readonly returned: number
  readonly medianSec: number | null
  /** How often it sent something back or on in the span. */
  readonly bounced: number
  /** Returned by the agreed time ÷ those with an agreed time that fell into the span. */
  readonly inTime: number | null
}

/** For what a hand-off counts, and of which department. */
interface HandoffCount {
  readonly department: string
  readonly what: 'sent' | 'open' | 'returned' | 'bounced' | 'due' | 'kept'
}

/** For what a hand-off counts in a span, as things are `now`. */
export function handoffCounts(
  { department, sentAt, returnedAt, due, bouncedBy }: HandoffState,
  span: Span,
  now: number,
): HandoffCount[] {
  const end = Math.min(span.to, now)
  const counts = bouncedBy.flatMap((bounce): HandoffCount[] =>
    isIn(bounce.at, span) ? [{ department: bounce.department, what: 'bounced' }] : [],
  )
  if (department === null || sentAt === null || sentAt >= end) return counts
  if (returnedAt !== null && returnedAt < span.from) return counts
  const note = (what: HandoffCount['what']) => counts.push({ department, what })
  if (isIn(sentAt, span)) note('sent')
  note(returnedAt === null || returnedAt >= end ? 'open' : 'returned')
  if (due === null || !isIn(due, { from: span.from, to: end })) return counts
  note('due')
  if (returnedAt !== null && returnedAt <= due) note('kept')
  return counts
}

/** By id. */
export type Handoffs = ReadonlyMap<string, HandoffState>

/** Each hand-off by its id. */
export const handoffsOf = (events: WorkEvents['handoff']): Handoffs =>
  foldEach(events, newHandoff, applyToHandoff)

/** What is counted of a department's hand-offs in a span; `took`: ms of those that came back in it. */
const noCounts = () => {
  const took: number[] = []
  return { sent: 0, open: 0, returned: 0, bounced: 0, due: 0, kept: 0, took }
}
type Counts = ReturnType<typeof noCounts>

function countHandoff(
  counts: Counts,
  { returnedAt, sentAt }: HandoffState,
  what: HandoffCount['what'],
): void {
  counts[what]++
  if (what === 'returned') counts.took.push(returnedAt! - sentAt!)
}

function workOf(id: string, { sent, open, returned, took, bounced, kept, due }: Counts): DepartmentWork {
  const middle = median(took)
  const medianSec = middle === null ? null : middle / 1_000
  return { id, sent, open, returned, medianSec, bounced, inTime: ratio(kept, due) }
}

/** The work of all departments in a span, as things are `now`; who has most of it open first. */
export function departmentsOf(handoffs: Handoffs, span: Span, now: number): DepartmentWork[] {
  const found = new Map<string, Counts>()
  for (const handoff of handoffs.values())
    for (const { department, what } of handoffCounts(handoff, span, now)) {
      const counts = found.get(department) ?? noCounts()
      found.set(department, counts)
      countHandoff(counts, handoff, what)
    }
  const works = [...found].map(([id, counts]) => workOf(id, counts))
  return works.sort((a, b) => b.open - a.open || b.sent - a.sent || (a.id < b.id ? -1 : 1))
}

/** From when until when a hand-off counts for any department. */
function reachOf({ sentAt, returnedAt, bouncedBy }: HandoffState, now: number): Span {
  const bounces = bouncedBy.map(({ at }) => at)
  return {
    from: Math.min(sentAt ?? now, ...bounces),
    to: Math.max(returnedAt ?? now, ...bounces),
  }
}

/** What became of one department's hand-offs in each of some spans (ms; they follow one another), as things are `now`. */
export function departmentWork(
  events: WorkEvents['handoff'],
  id: string,
  spans: readonly Span[],
  now: number,
): DepartmentWork[] {
  const counts = spans.map(noCounts)
  for (const handoff of handoffsOf(events).values()) {
    const { department: last, bouncedBy } = handoff
    if (last !== id && !bouncedBy.some(({ department }) => department === id)) continue
    const { from, to } = reachOf(handoff, now)
    for (const index of spansWithin(spans, from, to)) {
      const span = itemAt(spans, index)
      if (span.from >= now) break
      for (const { department, what } of handoffCounts(handoff, span, now))
        if (department === id) countHandoff(itemAt(counts, index), handoff, what)
    }
  }
  return counts.map((each) => workOf(id, each))
}
