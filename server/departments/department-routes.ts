import { departmentDue, ownDueOf } from '#core/notify/department-due.ts'
import type { PlanningContext, PlanningContextAt } from '#core/notify/planning-context.ts'
import { instantText } from '#core/rows/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import type { CallLimit } from '../api/call-limits.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRequest, ApiRoute } from '../api/route.ts'
import type { LinkServices } from '../links/link-services.ts'
import { openLink } from '../links/open-link.ts'
import { actEvent, type DepartmentAct, departmentAct } from './department-act.ts'
import { type DueOf, openHandoffs } from './open-handoffs.ts'

export interface DepartmentServices extends LinkServices {
  readonly planning: PlanningContextAt
}

type Department = Site['departments'][number]

type OpenPage = { ok: true; department: Department; expiresAt: number } | { ok: false; answer: ApiAnswer }

/** Opens the link, and leaves a record of it: each opening is counted, once an hour it is an audit record. */
async function openPage(request: ApiRequest, parts: LinkServices): Promise<OpenPage> {
  const opened = await openLink('department', request.params.token!, parts)
  if (!opened.ok) return opened
  const { department: id, expiresAt } = opened.link
  const department = request.floor.site.departments.find((each) => each.id === id)
  if (department === undefined) return { ok: false, answer: refuse(410, 'revoked', 'no such department') }
  if (await parts.uses.opened(opened.read))
    await parts.audit(`department/${id}`, 'department-link.opened', `department/${id}`)
  return { ok: true, department, expiresAt }
}

/** The earlier of the department's own limit and the customer's time less the lead time. */
function dueIn(planning: PlanningContext): DueOf {
  return (row) => {
    const { department, case: caseId } = row
    const ownDue = ownDueOf(row, planning.site)
    return departmentDue({ department, case: caseId, ownDue }, planning.now, planning).at
  }
}

async function readPage(request: ApiRequest, parts: DepartmentServices): Promise<ApiAnswer> {
  const page = await openPage(request, parts)
  if (!page.ok) return page.answer
  const { departments } = request.floor.site
  const { id, name } = page.department
  return ok({
    at: instantText(request.floor.now),
    department: { id, name },
    others: departments.filter((each) => each.id !== id).map((each) => ({ id: each.id, name: each.name })),
    expiresAt: instantText(page.expiresAt),
    handoffs: openHandoffs(id, request.floor, dueIn(parts.planning(request.floor))),
  })
}

/** Why an act cannot be done now; null: it can. */
function hindrance(
  press: DepartmentAct,
  id: string,
  department: Department,
  request: ApiRequest,
  now: number,
): ApiAnswer | null {
  const row = request.floor.row('handoff', id)
  // Of a hand-off that lies elsewhere nothing is told, not even that it exists.
  if (row === null || row.department !== department.id)
    return refuse(409, 'not_here', 'this hand-off does not lie with this department now')
  if (row.returnedAt !== null) return refuse(409, 'answered', 'this hand-off has been answered')
  if (press.act === 'not-ours' && !isOther(press.to, department, request.floor.site))
    return refuse(400, 'bad_request', 'to: must be another department')
  if (press.act === 'more-time' && Date.parse(press.until) <= now)
    return refuse(400, 'bad_request', 'until: must lie ahead')
  return null
}

const isOther = (to: string, { id }: Department, { departments }: Site) =>
  to !== id && departments.some((each) => each.id === to)

async function act(request: ApiRequest, parts: LinkServices): Promise<ApiAnswer> {
  const page = await openPage(request, parts)
  if (!page.ok) return page.answer
  const body = await readJson(request.req, departmentAct)
  if (!body.ok) return body.answer
  const [handoff, now] = [request.params.handoff!, parts.now()]
  const { department } = page
  const read = actEvent(body.value, { department, handoff, now })
  if (!read.ok) return refuse(400, 'bad_request', read.refusal.message)
  const { event } = read
  // The same press again, after its answer was lost: what it did itself does not hinder it.
  if (await parts.isWritten(event, now)) return ok({ ok: true, at: instantText(now) })
  const hindered = hindrance(body.value, handoff, department, request, now)
  if (hindered !== null) return hindered
  await parts.append([event], now)
  await parts.audit(`department/${department.id}`, `handoff.${body.value.act}`, `handoff/${handoff}`)
  return ok({ ok: true, at: instantText(now) })
}

const slow = () => refuse(429, 'too_fast', 'too many requests: wait a little', { 'Retry-After': '10' })

/** The page of a department: who holds its link sees all that it owes and answers, without an account. */
export function departmentRoutes(parts: DepartmentServices, may: CallLimit): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/links/department/:token',
      for: 'anybody',
      answer: (request) => (may(request.address) ? readPage(request, parts) : slow()),
    },
    {
      method: 'POST',
      path: '/links/department/:token/handoffs/:handoff',
      for: 'anybody',
      answer: (request) => (may(request.address) ? act(request, parts) : slow()),
    },
  ]
}
