import { countedPromises } from '../reports/promise-makers.ts'
import { countedCallbacks } from './callback-work.ts'
import { handoffCounts, handoffsOf } from './department-work.ts'
import { departmentsOfCases, promisesOf } from './promise-work.ts'
import type { Span } from './site-calendar.ts'
import type { WorkEvents } from './work-events.ts'

/** One of what a figure of the report counts: what it is, when it was due, sent or asked for (ms), and the figures. */
export interface ReportItem {
  readonly kind: 'promise' | 'handoff' | 'callback'
  readonly id: string
  readonly case: string | null
  readonly at: number
  /** Whose it is: who promised, the department, who is to call. */
  readonly who: string | null
  /**
   * Such as `promises/agent/yuan/kept` (`decided`: those that its share is made of), `departments/finance/open`,
   * `callbacks/0/done` (`all`: those that its median is made of); counted as often as it is named.
   */
  readonly figures: readonly string[]
}

/** All that the figures of `workReport` count: of each as many as it says. */
export function reportItems(events: WorkEvents, span: Span, now: number): ReportItem[] {
  const departmentOf = departmentsOfCases(events.handoff)
  const promises = promisesOf(events.promise, now)
  const named = new Map<string, string[]>()
  for (const by of ['origin', 'agent', 'department'] as const)
    for (const { row, maker, state } of countedPromises(promises, by, span, departmentOf))
      named.set(row.id, [
        ...(named.get(row.id) ?? []),
        `promises/${by}/${maker}/${state}`,
        ...(state === 'open' ? [] : [`promises/${by}/${maker}/decided`]),
      ])
  const handoffs = [...handoffsOf(events.handoff)]
  return [
    ...promises.map(
      ({ id, case: of, dueMs, agent }): ReportItem => ({
        ...{ kind: 'promise', id, case: of, at: dueMs, who: agent },
        figures: named.get(id) ?? [],
      }),
    ),
    ...handoffs.map(
      ([id, state]): ReportItem => ({
        ...{ kind: 'handoff', id, case: state.case, at: state.sentAt ?? 0, who: state.department },
        figures: handoffCounts(state, span, now).map(
          ({ department, what }) => `departments/${department}/${what}`,
        ),
      }),
    ),
    ...countedCallbacks(events.callback, span, now).map(
      ({ id, state, requestedAt, step, isOpen }): ReportItem => ({
        ...{ kind: 'callback', id, case: state.case, at: requestedAt, who: state.agent },
        figures: [
          `callbacks/${step}/${isOpen ? 'open' : 'done'}`,
          `callbacks/all/${isOpen ? 'open' : 'done'}`,
        ],
      }),
    ),
  ].filter(({ figures }) => figures.length > 0)
}
