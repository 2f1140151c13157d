import { instantText } from '#core/rows/row.ts'
import { calendarGaps } from '#core/site/calendar-gaps.ts'
import { holidayDates } from '#platform/holidays.ts'
import type { DeadLetter } from '#store/jobs/notifications/notification-lanes.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { auditName } from '../audit.ts'
import type { LinkServices } from '../links/link-services.ts'
import { sharedLink } from '../links/shared-link.ts'
import type { PeopleService } from '../people-service.ts'
import { nobodyThere, unreachedPeople } from './unreached-people.ts'

export type DeliveryServices = Pick<PeopleService, 'notifications' | 'methods' | 'planning'> & LinkServices

const MOST_DEAD = 200

/** A message that was given up, without the address that it was for. */
function shownDead({ notification, diedAt, attempts, reason }: DeadLetter) {
  const { id, kind, to, way, severity, conversation } = notification
  return {
    ...{ id, kind, to: { is: to.is, id: to.id, name: to.name }, channel: way.channel, target: way.target },
    ...{ severity, conversation, attempts, reason, diedAt: instantText(diedAt) },
  }
}

async function overview({ floor }: StaffRequest, parts: DeliveryServices): Promise<ApiAnswer> {
  const [dead, lanes, ledger] = await Promise.all([
    parts.notifications.dead(MOST_DEAD),
    parts.notifications.lanes(),
    parts.uses.ledger('department'),
  ])
  const planning = parts.planning(floor)
  const orNull = (at: number | null | undefined) => (at === null || at === undefined ? null : instantText(at))
  return ok({
    at: instantText(parts.now()),
    dead: dead.map(shownDead),
    lines: lanes.map(({ failed, ...line }) => ({
      ...line,
      failed: failed === null ? null : { ...failed, since: instantText(failed.since) },
    })),
    unreached: unreachedPeople(planning, (person) => parts.methods()?.methodsOf(person) ?? []),
    nobody: nobodyThere(planning),
    calendars: calendarGaps(floor.site, holidayDates, parts.now()).map(({ calendar, code, year }) => ({
      ...{ calendar, code, year },
    })),
    departments: floor.site.departments.map(({ id, name }) => {
      const known = ledger.find(({ subject }) => subject === id)
      return {
        ...{ id, name, opened: known?.opened ?? 0 },
        ...{ lastOpenedAt: orNull(known?.lastOpenedAt), revokedBefore: orNull(known?.revokedBefore) },
      }
    }),
  })
}

async function resend(
  { params, viewer }: StaffRequest,
  { notifications, audit }: DeliveryServices,
): Promise<ApiAnswer> {
  if (!(await notifications.resend(params.id!)))
    return refuse(404, 'not_found', 'no such message was given up')
  await audit(auditName(viewer), 'delivery.sent-again', params.id!)
  return ok({ ok: true })
}

async function forget(
  { params, viewer }: StaffRequest,
  { notifications, audit }: DeliveryServices,
): Promise<ApiAnswer> {
  if (!(await notifications.forget(params.id!)))
    return refuse(404, 'not_found', 'no such message was given up')
  await audit(auditName(viewer), 'delivery.forgotten', params.id!)
  return ok({ ok: true })
}

const knows = ({ floor, params }: StaffRequest) => floor.site.departments.some(({ id }) => id === params.id)
const noDepartment = ({ params }: StaffRequest) => refuse(404, 'not_found', `no department ${params.id}`)

async function makeLink(request: StaffRequest, { links, audit, now }: DeliveryServices): Promise<ApiAnswer> {
  if (!knows(request)) return noDepartment(request)
  const id = request.params.id!
  await audit(auditName(request.viewer), 'department-link.made', `department/${id}`)
  return ok({ link: sharedLink(links.departmentLink(id, now()), request.req.headers.origin) })
}

async function revoke(request: StaffRequest, { uses, audit }: DeliveryServices): Promise<ApiAnswer> {
  if (!knows(request)) return noDepartment(request)
  const id = request.params.id!
  // First on record, as whatever takes something away.
  await audit(auditName(request.viewer), 'department-link.revoked', `department/${id}`)
  await uses.revoke('department', id)
  return ok({ ok: true })
}

/** What an administrator looks after: messages that were given up, who cannot be reached, departments' links. */
export function deliveryRoutes(parts: DeliveryServices): ApiRoute[] {
  type Answering = (request: StaffRequest, parts: DeliveryServices) => Promise<ApiAnswer>
  const admins = (method: ApiRoute['method'], path: string, answering: Answering): ApiRoute => ({
    method,
    path,
    for: 'staff',
    answer: (request: StaffRequest) =>
      request.viewer.role === 'admin'
        ? answering(request, parts)
        : refuse(403, 'forbidden', 'for administrators'),
  })
  return [
    admins('GET', '/deliveries', overview),
    admins('POST', '/deliveries/:id/resend', resend),
    admins('DELETE', '/deliveries/:id', forget),
    admins('POST', '/departments/:id/link', makeLink),
    admins('POST', '/departments/:id/revoke', revoke),
  ]
}
