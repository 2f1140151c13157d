import { type PromiseMaker, type PromiseMakers, promiseMakers } from '../reports/promise-makers.ts'
import { type CallbackWork, callbacksOf } from './callback-work.ts'
import { type DepartmentWork, departmentsOf, handoffsOf } from './department-work.ts'
import { departmentsOfCases, promisesOf } from './promise-work.ts'
import type { Span } from './site-calendar.ts'
import type { WorkEvents } from './work-events.ts'

/** What became of what was owed in a span: promises by who made them, hand-offs by department, callbacks by age. */
export interface WorkReport {
  readonly promises: Readonly<Record<PromiseMaker, readonly PromiseMakers[]>>
  readonly departments: readonly DepartmentWork[]
  readonly callbacks: CallbackWork
}

/**
 * What became of promises that fell due in a span (ms), of hand-offs that were with a department in it, and of callbacks
 * that were asked for in it, as things are `now`.
 */
export function workReport(events: WorkEvents, span: Span, now: number): WorkReport {
  const promises = promisesOf(events.promise, now)
  const departmentOf = departmentsOfCases(events.handoff)
  const makers = (by: PromiseMaker) => promiseMakers(promises, by, span, departmentOf)
  return {
    promises: { origin: makers('origin'), agent: makers('agent'), department: makers('department') },
    departments: departmentsOf(handoffsOf(events.handoff), span, now),
    callbacks: callbacksOf(events.callback, span, now),
  }
}
