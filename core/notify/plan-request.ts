import { type EscalationStep, type RequestSubject, requestOf } from './escalation-step.ts'
import type { Plan } from './plan-alert.ts'
import { isStillAsked, planApproval } from './plan-approval.ts'
import { planAssist } from './plan-assist.ts'
import { isStillGiven, planGiven } from './plan-given.ts'
import { isStillRequested, planHandoff } from './plan-handoff.ts'
import type { PlanningContext } from './planning-context.ts'
import type { Interruption } from './receipt-projection.ts'

const NOTHING: Plan = { due: null, next: null }

/** Who is to be told now of what is asked of somebody, and when to look again. `before`: a person's interruptions. */
export function planRequest(
  { is, id }: RequestSubject,
  before: (person: string) => readonly Interruption[],
  planning: PlanningContext,
): Plan {
  const { floor } = planning
  switch (is) {
    case 'handoff': {
      const row = floor.row('handoff', id)
      return row === null ? NOTHING : { due: planHandoff(row, planning), next: null }
    }
    case 'approval': {
      const row = floor.row('approval', id)
      return row === null ? NOTHING : { due: planApproval(row, planning), next: null }
    }
    case 'assist': {
      const row = floor.row('assist', id)
      return row === null ? NOTHING : planAssist(row, planning)
    }
    case 'given':
    case 'callback':
      return planGiven({ is, id }, before, planning)
    default:
      return is satisfies never
  }
}

/** Whether what a step asks is still asked; of a step about an alert, false. */
export function isStillWantedOf(step: EscalationStep, { floor }: Pick<PlanningContext, 'floor'>): boolean {
  const request = requestOf(step.subject)
  if (request === null) return false
  switch (request.is) {
    case 'handoff':
      return isStillRequested(step, floor.row('handoff', request.id))
    case 'approval': {
      const row = floor.row('approval', request.id)
      return row !== null && isStillAsked(step, row)
    }
    case 'assist':
      return floor.row('assist', request.id)?.state === 'open'
    case 'given':
    case 'callback':
      return isStillGiven(step, request, floor)
    default:
      return request.is satisfies never
  }
}
