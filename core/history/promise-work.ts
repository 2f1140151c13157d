import { applyToPromise, newPromise, promiseStateAt } from '../cases/entities/promise/promise-state.ts'
import { instantText } from '../rows/row.ts'
import { foldEach, type WorkEvents } from './work-events.ts'

/** Each promise with its due, as things are `now`. */
export function promisesOf(events: WorkEvents['promise'], now: number) {
  return [...foldEach(events, newPromise, applyToPromise)].flatMap(([id, state]) => {
    if (state.due === null || state.madeAt === null) return []
    const { origin, agent, case: caseId } = state
    const row = {
      state: promiseStateAt(state, now),
      dueAt: instantText(state.due),
      origin,
      agent,
      case: caseId,
    }
    return [{ ...row, id, dueMs: state.due }]
  })
}

/** The department that a case was sent to last. */
export function departmentsOfCases(events: WorkEvents['handoff']): (caseId: string) => string | null {
  const departments = new Map(
    events.flatMap((event) =>
      event.type === 'handoff.sent' ? [[event.data.case, event.data.department] as const] : [],
    ),
  )
  return (id) => departments.get(id) ?? null
}
