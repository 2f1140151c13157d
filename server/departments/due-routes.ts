import { mayWatch } from '#core/access/watch.ts'
import { sentDue } from '#core/alerts/routing/sent-due.ts'
import type { FloorEvent } from '#core/event.ts'
import { instantText } from '#core/row.ts'
import { type Answer, ok, refuse } from '../api/answer.ts'
import type { Route, StaffCall } from '../api/route.ts'
import type { PlanningWorld } from '../telling/planning-world.ts'

/** The hand-off as it would be sent at this instant. */
function askedNow(caseId: string, department: string, time: number): FloorEvent {
  const data = { case: caseId, department }
  return { id: 'asked', source: 'system/asked', type: 'handoff.sent', time, subject: 'asked', data }
}

/** By when each department would have to answer about a case, and whether it still can: said before it is sent. */
function dues(call: StaffCall, worldOf: PlanningWorld): Answer {
  const { floor, viewer } = call
  const id = call.params.id!
  if (!mayWatch(viewer, 'case', id, floor).ok) return refuse(403, 'forbidden', `case ${id}: not yours to see`)
  const world = worldOf(floor)
  const asked = floor.site.departments.map(({ id: department }) => {
    const { at: dueAt, tooLate } = sentDue(askedNow(id, department, world.now), world)
    return { department, dueAt, tooLate }
  })
  return ok({ at: instantText(world.now), departments: asked })
}

export function dueRoutes(worldOf: PlanningWorld): Route[] {
  return [
    { method: 'GET', path: '/cases/:id/handoff-due', for: 'staff', answer: (call) => dues(call, worldOf) },
  ]
}
