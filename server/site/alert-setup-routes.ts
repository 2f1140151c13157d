import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { idText } from '#core/event/event-data.ts'
import { alertsSchema } from '#core/notify/alerts-schema.ts'
import type { Notification } from '#core/notify/notification.ts'
import { alertStages } from '#core/notify/routes.ts'
import { instantText } from '#core/rows/row.ts'
import { ruleSchema } from '#core/rules/rule-schema.ts'
import { compileSite } from '#core/site/compile-site.ts'
import { holidayDates } from '#platform/holidays.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import type { CallLimit } from '../api/call-limits.ts'
import { readJsonWithin } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import { auditName } from '../audit.ts'
import { uncounted } from '../http/answer-within.ts'
import type { PeopleService } from '../people-service.ts'
import type { RuleTrial } from './rule-trial.ts'
import { readSection, sectionRefusal } from './section-refusal.ts'
import type { SiteFileService } from './site-file-service.ts'

export interface AlertSetupServices
  extends Pick<PeopleService, 'notifications' | 'statuses' | 'methods' | 'now' | 'audit'> {
  readonly ruleTrial: RuleTrial
  readonly siteFile: Pick<SiteFileService, 'askRoute'>
}

const MAX_BYTES = 512 * 1024
const DAY_MS = 24 * 3_600_000

const writtenParts = alertsSchema.pick({ routes: true, rosters: true })

const askBody = z.strictObject({
  routes: z.unknown().optional(),
  rosters: z.unknown().optional(),
  rule: idText,
  stage: z.enum(alertStages).default('breach'),
  at: z.iso.datetime({ offset: true }).optional(),
  queue: idText.optional(),
  owner: idText.optional(),
})

const ruleBody = z.strictObject({ rule: z.unknown() })

const testBody = z.strictObject({
  id: z
    .string()
    .regex(/^[\w-]{8,64}$/, 'must be 8–64 letters, digits, - and _')
    .default(() => randomUUID()),
  /** Who gets it, where the channel itself is no address. */
  address: z.string().trim().min(1).max(254).optional(),
})

async function askRoute(
  request: StaffRequest,
  { methods, now, siteFile }: AlertSetupServices,
): Promise<ApiAnswer> {
  const body = await readJsonWithin(request.req, askBody, MAX_BYTES)
  if (!body.ok) return body.answer
  const { routes, rosters, at, rule, stage, queue, owner } = body.value
  const parts = readSection(writtenParts, { routes, rosters }, ['alerts'])
  if (!parts.ok) return parts.answer
  const { site } = request.floor
  const wanted = { ...site, alerts: { ...site.alerts, ...parts.value } }
  const asked = { rule, stage, queue, owner, at: at === undefined ? now() : Date.parse(at) }
  const answer = await uncounted(request.deadline, () => siteFile.askRoute(wanted, asked, methods()))
  return answer.ok ? ok(answer) : sectionRefusal(answer.fault)
}

const NOT_TRIED = {
  busy: [429, 'another rule is being tried: come again in a moment', { 'Retry-After': '5' }],
  too_long: [503, 'the rule was not tried within a minute'],
  too_many_events: [413, 'too many events to try the rule on: the last day holds more than fits into memory'],
  archive_away: [503, 'the events cannot be read: the rule can be tried once PostgreSQL is back'],
} as const

/** What a rule that is being written would have said in the last day. */
async function tryRule(request: StaffRequest, { ruleTrial, now }: AlertSetupServices): Promise<ApiAnswer> {
  const body = await readJsonWithin(request.req, ruleBody, MAX_BYTES)
  if (!body.ok) return body.answer
  const read = readSection(ruleSchema, body.value.rule, ['rules', 0])
  if (!read.ok) return read.answer
  const rule = read.value
  const { site } = request.floor
  const compiled = compileSite({ ...site, rules: [rule] }, holidayDates)
  if (!compiled.ok) return sectionRefusal(compiled.errors[0]!)
  const to = now()
  const from = to - DAY_MS
  const answer = await uncounted(request.deadline, () => ruleTrial.try({ site, rule, from, to }))
  if (answer.ok) return ok({ ...answer, from: instantText(from), to: instantText(to) })
  const [status, message, more] = NOT_TRIED[answer.code]
  return refuse(status, answer.code, message, more)
}

/** The message that shows whether a channel works, to whoever set it up. */
function testOf(
  request: StaffRequest,
  test: string,
  address: string | null,
  at: number,
): Notification | null {
  const { site } = request.floor
  const target = site.alerts.targets.find(({ id }) => id === request.params.id)
  if (target === undefined) return null
  const person = site.people.find(({ id }) => id === request.viewer.id)
  const { id, name = request.viewer.id, language = site.site.language } = person ?? { id: request.viewer.id }
  return {
    id: testId(target.id, test),
    kind: 'test',
    conversation: `test/target/${target.id}`,
    to: { is: 'person', id, name, language },
    way: { channel: target.kind, target: target.id, address },
    ...{ step: 0, round: 0, severity: 'info', alerts: [], counts: { info: 0, warning: 0, critical: 0 }, at },
  }
}

const testId = (target: string, test: string) => `test/target/${target}/${test}`
const noTarget = () => refuse(404, 'no_target', 'id: there is no such channel')

async function sendTest(request: StaffRequest, parts: AlertSetupServices): Promise<ApiAnswer> {
  const body = await readJsonWithin(request.req, testBody, MAX_BYTES)
  if (!body.ok) return body.answer
  const { id, address = null } = body.value
  const notification = testOf(request, id, address, parts.now())
  if (notification === null) return noTarget()
  // Before it goes: no message leaves without a record of who sent it. Whom it is for may be a number, and is not in it.
  await parts.audit(auditName(request.viewer), 'target.tested', `target/${request.params.id}`)
  await parts.notifications.enqueue(notification)
  return ok({ test: id, at: notification.at })
}

/** What administrators try while they write routes, rosters and channels: who would be told, and a message. */
export function alertSetupRoutes(parts: AlertSetupServices, mayTest: CallLimit): ApiRoute[] {
  const admins = (
    method: ApiRoute['method'],
    path: string,
    answer: (request: StaffRequest) => Promise<ApiAnswer>,
  ): ApiRoute => ({
    ...{ method, path, for: 'staff' },
    answer: (request: StaffRequest) =>
      request.viewer.role === 'admin' ? answer(request) : refuse(403, 'forbidden', 'for administrators'),
  })
  return [
    admins('POST', '/site-file/route', (request) => askRoute(request, parts)),
    admins('POST', '/site-file/rule-trial', (request) => tryRule(request, parts)),
    admins('POST', '/site-file/targets/:id/test', async (request) =>
      mayTest(`target/${request.viewer.id}`)
        ? sendTest(request, parts)
        : refuse(429, 'too_fast', 'too many: wait a minute', { 'Retry-After': '60' }),
    ),
    admins('GET', '/site-file/targets/:id/test/:test', async ({ params }) =>
      ok(await parts.statuses.of(testId(params.id!, params.test!))),
    ),
  ]
}
