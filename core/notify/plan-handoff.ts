import { WAKES_MS } from '../alerts/read-alert-event.ts'
import type { HandoffRow } from '../rows/case-rows.ts'
import { type EscalationStep, requestSubject, stepKey } from './escalation-step.ts'
import { outsideMethods, type PlanningContext } from './planning-context.ts'

/** What a department is to be told of a hand-off now: once each time it is sent to it. Null: nothing. */
export function planHandoff(row: HandoffRow, planning: PlanningContext): EscalationStep | null {
  const { floor, site, now } = planning
  const department = site.departments.find(({ id }) => id === row.department)
  if (department === undefined || row.returnedAt !== null) return null
  if (row.bounces === 0 && now - Date.parse(row.sentAt) > WAKES_MS) return null
  const subject = requestSubject('handoff', row.id)
  const position = { subject, activationKey: `sent@${row.department}/${row.bounces}`, round: 0, step: 0 }
  const key = stepKey(position)
  if (floor.receipts.escalationSteps(subject).some((step) => step.key === key)) return null
  const to = { is: 'department', id: department.id } as const
  const isReached = outsideMethods(to, planning).length > 0
  return {
    ...{ ...position, key, at: now, priority: 0, conversation: subject, route: 'department' },
    recipients: isReached ? [{ to, as: 'department', how: 'loud' }] : [],
    missing: isReached
      ? []
      : [{ as: 'department', reason: `department ${department.id} has no way to be told` }],
  }
}

/** Whether a step about a hand-off is about what is still asked of that department. */
export function isStillRequested(step: EscalationStep, row: HandoffRow | null): boolean {
  return (
    row !== null && row.returnedAt === null && step.activationKey === `sent@${row.department}/${row.bounces}`
  )
}
