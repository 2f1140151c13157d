import { mayWatch } from '#core/access/watch.ts'
import type { EventOfType } from '#core/event/event.ts'
import type { PlanningContextAt } from '#core/notify/planning-context.ts'
import { sentDue } from '#core/notify/sent-due.ts'
import { instantText } from '#core/rows/row.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'

/** The hand-off as it would be sent at this instant. */
function askedNow(caseId: string, department: string, time: number): EventOfType<'handoff.sent'> {
  const data = { case: caseId, department }
  return { id: 'asked', source: 'system/asked', type: 'handoff.sent', time, subject: 'asked', data }
}

/** By when each department would have to answer about a case, and whether it still can: said before it is sent. */
function dues(request: StaffRequest, planningOf: PlanningContextAt): ApiAnswer {
  const { floor, viewer } = request
  const id = request.params.id!
  if (!mayWatch(viewer, 'case', id, floor).ok) return refuse(403, 'forbidden', `case ${id}: not yours to see`)
  const planning = planningOf(floor)
  const asked = floor.site.departments.map(({ id: department }) => {
    const { at: dueAt, tooLate } = sentDue(askedNow(id, department, planning.now), planning)
    return { department, dueAt, tooLate }
  })
  return ok({ at: instantText(planning.now), departments: asked })
}

export function dueRoutes(planningOf: PlanningContextAt): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/cases/:id/handoff-due',
      for: 'staff',
      answer: (request) => dues(request, planningOf),
    },
  ]
}
