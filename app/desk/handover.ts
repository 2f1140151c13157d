import type { AgentRow } from '#core/row.ts'
import type { WorkItem } from '../_work-items/work-item.ts'

const DAY_MS = 24 * 3_600_000
/** Where nobody told us of a shift: the next morning is about so far off. */
const UNTOLD_MS = 16 * 3_600_000

/** When I am here next: the shift that was told, if it is still to come, else at the same hour of a later day. */
export function nextShiftAt(shift: AgentRow['shift'], now: number): number {
  if (shift === null) return now + UNTOLD_MS
  const from = Date.parse(shift.from)
  return from > now ? from : from + Math.ceil((now - from + 1) / DAY_MS) * DAY_MS
}

/** What cannot wait until then: what is breached or watched by nobody, and what falls due before. */
export function dueUntil(entries: readonly WorkItem[], until: number): WorkItem[] {
  return entries.filter(
    ({ state, dueAt }) =>
      state === 'breached' ||
      state === 'unwatched' ||
      (state !== 'paused' && dueAt !== null && dueAt < until),
  )
}

export interface Passing {
  type: 'case.assigned' | 'callback.assigned'
  subject: string
}

/** How entries are passed on: a callback by itself, all else with its case, each case once. */
export function passingOf(entries: readonly WorkItem[]): Passing[] {
  const cases = new Set<string>()
  const callbacks: Passing[] = []
  for (const { type, id, caseId } of entries) {
    if (type === 'callback') callbacks.push({ type: 'callback.assigned', subject: id })
    else if (caseId !== null) cases.add(caseId)
  }
  return [...[...cases].map((subject): Passing => ({ type: 'case.assigned', subject })), ...callbacks]
}
