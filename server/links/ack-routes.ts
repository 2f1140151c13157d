import { ackedForMs } from '#core/alerts/acked-for.ts'
import type { EventOfType } from '#core/event/event.ts'
import { type RequestSubject, requestOf } from '#core/notify/escalation-step.ts'
import { instantText } from '#core/rows/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import type { CallLimit } from '../api/call-limits.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRequest, ApiRoute } from '../api/route.ts'
import { type AckUse, ackFacts, untaken } from './ack-facts.ts'
import { askedFacts } from './asked-facts.ts'
import {
  caseWaitingForSupervisor,
  eventOfPress,
  isPressed,
  type LinkAct,
  linkAct,
  sendAs,
} from './link-acts.ts'
import type { LinkServices } from './link-services.ts'
import { type Opened, openLink } from './open-link.ts'
import { type LinkRequest, pressId, signedIn, takeAsSelf } from './signed-in.ts'

/** The name of who has it is a colleague's, so the page may say it. */
function namedFacts(ids: readonly string[], { floor }: ApiRequest, status: AckUse) {
  const facts = ackFacts(ids, floor, status)
  if (facts.state.is !== 'taken') return facts
  return { ...facts, state: { ...facts.state, by: personName(floor.site, facts.state.by) } }
}

function personName(site: Site, id: string | null): string | null {
  return site.people.find((person) => person.id === id || person.agent === id)?.name ?? id
}

/** Who is named by a link can take in its name only while they may sign in at all. */
const mayStill = (site: Site, person: string) =>
  site.people.some(({ id, disabled }) => id === person && disabled !== true)

type OpenAck = Extract<Opened<'ack'>, { ok: true }>

/** What the page shows: of alerts how they stand, of what a colleague asks how that stands. */
function factsOf({ link }: Pick<OpenAck, 'link'>, use: AckUse, request: LinkRequest, now: number) {
  const { floor } = request
  const self = signedIn(request)
  const asking = requestOf(link.alerts[0] ?? '')
  const asked = asking === null ? null : askedFacts(asking, floor)
  const alerts = asking === null ? link.alerts : []
  return {
    ...{ person: personName(floor.site, link.person), at: instantText(now), asked },
    you: self === null ? null : personName(floor.site, self.id),
    inGroup: link.inGroup,
    waitsForSupervisor: caseWaitingForSupervisor(alerts, floor) !== null,
    ...namedFacts(alerts, request, use),
  }
}

async function look(request: LinkRequest, parts: LinkServices): Promise<ApiAnswer> {
  const opened = await openLink('ack', request.params.token!, parts)
  if (!opened.ok) return opened.answer
  if (!mayStill(request.floor.site, opened.link.person))
    return refuse(410, 'revoked', 'this link has been revoked')
  return ok(factsOf(opened, opened.use, request, parts.now()))
}

const statusOf: Readonly<Record<string, number>> = { unavailable: 503, not_found: 404 }

/** Whether what a colleague asks waits for an answer. */
function isOpenStill(asking: RequestSubject | null, { floor }: ApiRequest): boolean {
  return asking !== null && askedFacts(asking, floor)?.state === 'open'
}

/** Presses a button other than "take it", by the rules of the own screen of whose act it is. */
async function press(
  act: LinkAct,
  who: string,
  opened: OpenAck,
  request: LinkRequest,
  parts: LinkServices,
): Promise<ApiAnswer> {
  const { link, read, use } = opened
  const asking = requestOf(link.alerts[0] ?? '')
  const caseId =
    asking === null && act === 'spoke' ? caseWaitingForSupervisor(link.alerts, request.floor) : null
  const event =
    asking !== null
      ? eventOfPress(asking, act)
      : caseId === null
        ? null
        : ({ type: 'case.supervisor_replied', subject: caseId, data: {} } as const)
  if (event === null) return refuse(400, 'bad_request', 'act: there is nothing of that to be done')
  const pressed = { act, digest: read.digest }
  const wasTakenBack = isOpenStill(asking, request) && (await isPressed(who, pressed, parts))
  if (wasTakenBack) return refuse(409, 'taken_back', 'you took this answer back: answer on your own page')
  const answer = await sendAs(who, event, pressed, parts, request.floor)
  if (!answer.ok) return refuse(statusOf[answer.code] ?? 409, answer.code, answer.message)
  await parts.audit(who, `${event.type}-by-link`, `${link.alerts[0]}`)
  return ok({ took: 1, ...factsOf(opened, use, request, parts.now()) })
}

/** The event that takes an alert in the name of the link's person. */
function acked(
  alert: string,
  { link, read }: OpenAck,
  { floor }: ApiRequest,
  until: number,
  now: number,
): EventOfType<'alert.acked'> {
  const { person } = link
  const data = { until: instantText(until), by: person, through: 'link' }
  const id = pressId(alert, read.digest, floor)
  return { id, source: `user/${person}`, type: 'alert.acked', time: now, subject: alert, data }
}

async function take(request: LinkRequest, parts: LinkServices): Promise<ApiAnswer> {
  const opened = await openLink('ack', request.params.token!, parts)
  if (!opened.ok) return opened.answer
  const { link, use } = opened
  const { site } = request.floor
  if (!mayStill(site, link.person)) return refuse(410, 'revoked', 'this link has been revoked')
  const body = await readJson(request.req, linkAct)
  if (!body.ok) return body.answer
  const self = body.value.self ? signedIn(request) : null
  if (body.value.self && self === null)
    return refuse(401, 'unauthenticated', 'self: nobody is signed in at this browser')
  if (body.value.act !== 'take' || requestOf(link.alerts[0] ?? '') !== null)
    return press(body.value.act, self?.id ?? link.person, opened, request, parts)
  const free = use.is === 'good' ? untaken(link.alerts, request.floor) : []
  const now = parts.now()
  if (self !== null && self.id !== link.person) {
    const { took, refused } = await takeAsSelf(self, free, opened.read.digest, request, parts)
    if (took === 0 && refused !== null)
      return refuse(statusOf[refused.code] ?? 409, refused.code, refused.message)
    if (took > 0) await parts.audit(self.id, 'alert.acked-by-link', `alert/${free[0]!.id}`)
    const after = took > 0 ? ({ is: 'now', at: now } as const) : use
    return ok({ took, ...factsOf(opened, after, request, now) })
  }
  if (free.length > 0) {
    const until = now + ackedForMs(site)
    const events = free.map(({ id }) => acked(id, opened, request, until, now))
    await parts.append(events, now)
    await parts.uses.done(opened.read)
    await parts.audit(link.person, 'alert.acked-by-link', `alert/${free[0]!.id}`)
  }
  const after = free.length > 0 ? ({ is: 'now', at: now } as const) : use
  return ok({ took: free.length, ...factsOf(opened, after, request, now) })
}

const slow = () => refuse(429, 'too_fast', 'too many requests: wait a little', { 'Retry-After': '10' })

/**
 * The page behind "take it" in a message. Looking takes nothing, because chats and mail programs open links to preview
 * them; the button takes, once, in the name of whom the message was for, or, where a group read it, of whoever is signed in
 * at that browser (`self`). What a colleague asks stands behind the same kind of link: that one is on the way, yes or no to
 * an approval.
 */
export function ackRoutes(parts: LinkServices, may: CallLimit): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/links/ack/:token',
      for: 'anybody',
      answer: (request) => (may(request.address) ? look(request, parts) : slow()),
    },
    {
      method: 'POST',
      path: '/links/ack/:token',
      for: 'anybody',
      answer: (request) => (may(request.address) ? take(request, parts) : slow()),
    },
  ]
}
