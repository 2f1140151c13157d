import { applyToCallback, newCallback } from '../cases/callback-state.ts'
import { applyToHandoff, newHandoff } from '../cases/handoff-state.ts'
import { applyToPromise, newPromise, promiseStateAt } from '../cases/promise-state.ts'
import { median } from '../collections/median.ts'
import type { EventOfKind } from '../event/event.ts'
import { ratio } from '../queues/service-level.ts'
import { type PromiseMaker, type PromiseMakers, promiseMakers } from '../reports/promise-makers.ts'
import { instantText } from '../rows/row.ts'
import type { Span } from './site-calendar.ts'

/** What became of what was owed in a span: promises by who made them, hand-offs by department, callbacks by age. */
export interface WorkReport {
  readonly promises: Readonly<Record<PromiseMaker, readonly PromiseMakers[]>>
  readonly departments: readonly DepartmentWork[]
  readonly callbacks: CallbackWork
}

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

export const CALLBACK_STEPS_SEC = [0, 1_800, 7_200, 28_800, 86_400] as const

/** Callbacks asked for in the span: how long until they were done or cancelled, and how old the open ones are. */
export interface CallbackWork {
  readonly requested: number
  readonly medianSec: number | null
  /** `fromSec` up to the next step's: those that are over, and those still open. */
  readonly steps: readonly { readonly fromSec: number; readonly done: number; readonly open: number }[]
}

/** Every event of the promises, hand-offs and callbacks that matter, each kind in order. */
export interface WorkEvents {
  readonly promise: readonly EventOfKind<'promise'>[]
  readonly handoff: readonly EventOfKind<'handoff'>[]
  readonly callback: readonly EventOfKind<'callback'>[]
}

function foldEach<E extends { readonly subject: string }, S>(
  events: readonly E[],
  none: () => S,
  apply: (state: S, event: E) => void,
): Map<string, S> {
  const states = new Map<string, S>()
  for (const event of events) {
    let state = states.get(event.subject)
    if (state === undefined) {
      state = none()
      states.set(event.subject, state)
    }
    apply(state, event)
  }
  return states
}

const isIn = (at: number | null, { from, to }: Span) => at !== null && at >= from && at < to

function departmentsOf(events: WorkEvents['handoff'], span: Span, now: number): DepartmentWork[] {
  const end = Math.min(span.to, now)
  const found = new Map<
    string,
    { sent: number; open: number; took: number[]; bounced: number; kept: number; due: number }
  >()
  const of = (department: string) => {
    const there = found.get(department) ?? { sent: 0, open: 0, took: [], bounced: 0, kept: 0, due: 0 }
    found.set(department, there)
    return there
  }
  for (const { department, sentAt, returnedAt, due, bouncedBy } of foldEach(
    events,
    newHandoff,
    applyToHandoff,
  ).values()) {
    for (const bounce of bouncedBy) if (isIn(bounce.at, span)) of(bounce.department).bounced++
    if (department === null || sentAt === null || sentAt >= end) continue
    if (returnedAt !== null && returnedAt < span.from) continue
    const counts = of(department)
    if (isIn(sentAt, span)) counts.sent++
    if (returnedAt === null || returnedAt >= end) counts.open++
    else counts.took.push(returnedAt - sentAt)
    if (due === null || !isIn(due, { from: span.from, to: end })) continue
    counts.due++
    if (returnedAt !== null && returnedAt <= due) counts.kept++
  }
  const works = [...found].map(([id, { sent, open, took, bounced, kept, due }]) => {
    const middle = median(took)
    const medianSec = middle === null ? null : middle / 1_000
    return { id, sent, open, returned: took.length, medianSec, bounced, inTime: ratio(kept, due) }
  })
  return works.sort((a, b) => b.open - a.open || b.sent - a.sent || (a.id < b.id ? -1 : 1))
}

/** When a callback was over (ms); null: it is open still. */
function endedAt(events: readonly EventOfKind<'callback'>[]): Map<string, number> {
  const ends = new Map<string, number>()
  const states = new Map<string, ReturnType<typeof newCallback>>()
  for (const event of events) {
    const state = states.get(event.subject) ?? newCallback()
    states.set(event.subject, state)
    const wasOver = state.over
    applyToCallback(state, event)
    if (state.over && !wasOver) ends.set(event.subject, event.time)
  }
  return ends
}

function callbacksOf(events: WorkEvents['callback'], span: Span, now: number): CallbackWork {
  const states = foldEach(events, newCallback, applyToCallback)
  const ends = endedAt(events)
  const steps = CALLBACK_STEPS_SEC.map((fromSec) => ({ fromSec, done: 0, open: 0 }))
  const took: number[] = []
  let requested = 0
  for (const [id, { requestedAt }] of states) {
    if (requestedAt === null || !isIn(requestedAt, span)) continue
    requested++
    const end = ends.get(id)
    const sec = ((end ?? now) - requestedAt) / 1_000
    const step = steps.findLast(({ fromSec }) => sec >= fromSec) ?? steps[0]!
    if (end === undefined) step.open++
    else {
      step.done++
      took.push(sec)
    }
  }
  return { requested, medianSec: median(took), steps }
}

/**
 * What became of promises that fell due in a span (ms), of hand-offs that were with a department in it, and of callbacks
 * that were asked for in it, as things are `now`.
 */
export function workReport(events: WorkEvents, span: Span, now: number): WorkReport {
  const promises = [...foldEach(events.promise, newPromise, applyToPromise).values()].flatMap((state) => {
    if (state.due === null || state.madeAt === null) return []
    const { origin, agent, case: caseId } = state
    return [{ state: promiseStateAt(state, now), dueAt: instantText(state.due), origin, agent, case: caseId }]
  })
  const departments = new Map(
    events.handoff.flatMap((event) =>
      event.type === 'handoff.sent' ? [[event.data.case, event.data.department] as const] : [],
    ),
  )
  const makers = (by: PromiseMaker) => promiseMakers(promises, by, span, (id) => departments.get(id) ?? null)
  return {
    promises: { origin: makers('origin'), agent: makers('agent'), department: makers('department') },
    departments: departmentsOf(events.handoff, span, now),
    callbacks: callbacksOf(events.callback, span, now),
  }
}
