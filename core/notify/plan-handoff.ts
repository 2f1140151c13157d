import { WAKES_MS } from '../alerts/read-alert-event.ts'
import type { HandoffRow } from '../rows/case-rows.ts'
import { callSubject, type EscalationStep, stepKey } from './escalation-step.ts'
import { outsideMethods, type PlanningContext } from './planning-context.ts'

/** What a department is to be told of a hand-off now: once each time it is sent to it. Null: nothing. */
export function planHandoff(row: HandoffRow, planning: PlanningContext): EscalationStep | null {
  const { floor, site, now } = planning
  const department = site.departments.find(({ id }) => id === row.department)
  if (department === undefined || row.returnedAt !== null) return null
  if (row.bounces === 0 && now - Date.parse(row.sentAt) > WAKES_MS) return null
  const subject = callSubject('handoff', row.id)
  const place = { subject, firing: `sent@${row.department}/${row.bounces}`, round: 0, step: 0 }
  const key = stepKey(place)
  if (floor.receipts.escalationSteps(subject).some((call) => call.key === key)) return null
  const to = { is: 'department', id: department.id } as const
  const isReached = outsideMethods(to, planning).length > 0
  return {
    ...{ ...place, key, at: now, gravity: 0, conversation: subject, route: 'department' },
    called: isReached ? [{ to, as: 'department', how: 'loud' }] : [],
    missing: isReached
      ? []
      : [{ as: 'department', reason: `department ${department.id} has no way to be told` }],
  }
}

/** Whether a call about a hand-off is about what is still asked of that department. */
export function isStillRequested(call: EscalationStep, row: HandoffRow | null): boolean {
  return row !== null && row.returnedAt === null && call.firing === `sent@${row.department}/${row.bounces}`
}
