import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { channelKinds } from '#core/event/channel-kinds.ts'
import { idText } from '#core/event/event-data.ts'
import {
  contactMethodsOf,
  isPushAlone,
  type KnownContactMethod,
} from '#core/notify/person-contact-methods.ts'
import type { Site } from '#core/site/site-schema.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import type { CallLimit, CallLimits } from '../api/call-limits.ts'
import { readJson } from '../api/read-json.ts'
import type { ApiRoute, StaffRequest } from '../api/route.ts'
import type { ContactMethodServices } from './contact-method-services.ts'
import { isKnownExtension } from './known-extension.ts'
import { personalKinds } from './personal-kinds.ts'
import { isProofCode, proofCode } from './proof-code.ts'
import { isPushService } from './push-services.ts'
import { testNotification } from './test-notification.ts'

const name = z.string().trim().max(60).default('')
const addBody = z.strictObject({
  channel: z.enum(channelKinds),
  target: idText,
  address: z.string().trim().min(1).max(254),
  name,
})
/** Made by the page, once for each press: a press that is sent again sends no second message. */
const testBody = z.strictObject({
  id: z
    .string()
    .regex(/^[\w-]{8,64}$/, 'must be 8–64 letters, digits, - and _')
    .default(() => randomUUID()),
})
const enableBody = z.strictObject({ enabled: z.boolean() })
const codeBody = z.strictObject({ code: z.string().max(16) })
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM')
const quietBody = z.union([
  z.strictObject({ from: wallTime, to: wallTime }),
  z.strictObject({ quiet: z.null() }),
])
const key = z.string().regex(/^[\w-]{16,200}=*$/)
const pushBody = z.strictObject({
  endpoint: z.url({ protocol: /^https$/ }).max(1_000),
  keys: z.strictObject({ p256dh: key, auth: key }),
  name,
})

const MOST_METHODS = 20

/** A person of the site file; an API token has no ways. */
function personOf({ viewer, floor }: StaffRequest): Site['people'][number] | null {
  if (viewer.kind !== 'person') return null
  return floor.site.people.find(({ id }) => id === viewer.id) ?? null
}

const noPerson = () => refuse(403, 'forbidden', 'only a person has ways')
const noMethod = (id: string) => refuse(404, 'not_found', `no way ${id} of yours`)
const notAnExtension = () =>
  refuse(
    400,
    'unknown_extension',
    'address: is no extension that the PBX or the site file knows; an administrator may allow it by "extensions" of the target',
  )
const tooFast = () => refuse(429, 'too_fast', 'too many: wait a minute', { 'Retry-After': '60' })

type Person = Site['people'][number]
type PersonCall = StaffRequest & { person: Person }

function shownMethod(method: KnownContactMethod) {
  const { id, channel, target, name: called, enabled, dead } = method
  const address = channel === 'push' ? null : method.address
  return { id, channel, target, address, name: called, enabled, verified: method.verifiedAt !== null, dead }
}

async function list(
  { person, floor }: PersonCall,
  { store, pushKey }: ContactMethodServices,
): Promise<ApiAnswer> {
  const methods = await store.list(person.id)
  const { targets, quiet } = floor.site.alerts
  const own = new Set(methods.map(({ channel, address }) => `${channel} ${address}`))
  const all = contactMethodsOf(person, methods, targets)
  const byFile = all.filter((method) => !own.has(`${method.channel} ${method.address}`))
  const kinds = targets.flatMap(({ id, kind }) =>
    Object.hasOwn(personalKinds, kind) ? [{ target: id, channel: kind }] : [],
  )
  return ok({
    ways: methods.map(shownMethod),
    byFile: byFile.map(({ channel, address }) => ({ channel, address })),
    kinds,
    pushAlone: isPushAlone(all),
    push: targets.some(({ kind }) => kind === 'push') ? pushKey : null,
    siteQuiet: quiet ?? null,
    quiet: await store.quiet(person.id),
  })
}

async function add(request: PersonCall, parts: ContactMethodServices): Promise<ApiAnswer> {
  const body = await readJson(request.req, addBody)
  if (!body.ok) return body.answer
  const { channel, target, address } = body.value
  const kind = personalKinds[channel]
  const isThere = request.floor.site.alerts.targets.some(
    (each) => each.id === target && each.kind === channel,
  )
  if (kind === undefined || !isThere) return refuse(400, 'bad_request', 'target: must be one for people')
  if (!kind.address.test(address)) return refuse(400, 'bad_address', 'address: does not look like one')
  if (channel === 'phone' && !isKnownExtension(request.floor, target, address)) return notAnExtension()
  if ((await parts.store.list(request.person.id)).length >= MOST_METHODS)
    return refuse(409, 'too_many', `at most ${MOST_METHODS} ways`)
  const method = await parts.store.add(request.person.id, { ...body.value, verified: !kind.proven })
  if (method === null) return refuse(409, 'known', 'address: you have this way already')
  return ok({ way: shownMethod(method) })
}

async function methodOf(
  request: PersonCall,
  { store }: ContactMethodServices,
): Promise<KnownContactMethod | null> {
  const methods = await store.list(request.person.id)
  return methods.find(({ id }) => id === request.params.id) ?? null
}

async function sendTest(request: PersonCall, parts: ContactMethodServices): Promise<ApiAnswer> {
  const body = await readJson(request.req, testBody)
  if (!body.ok) return body.answer
  const { id } = body.value
  const method = await methodOf(request, parts)
  if (method === null) return noMethod(request.params.id!)
  if (method.channel === 'phone' && !isKnownExtension(request.floor, method.target, method.address))
    return notAnExtension()
  const code = method.verifiedAt === null ? proofCode(parts.codeKey, method.id) : null
  const notification = testNotification(method, request.person, request.floor.site, {
    id,
    at: parts.now(),
    code,
  })
  if (notification.way.target === null)
    return refuse(409, 'no_target', 'the site file has no target for this way')
  await parts.notifications.enqueue(notification)
  return ok({ test: id, at: notification.at })
}

async function testOutcome(request: PersonCall, parts: ContactMethodServices): Promise<ApiAnswer> {
  const method = await methodOf(request, parts)
  if (method === null) return noMethod(request.params.id!)
  return ok(await parts.statuses.of(`test/${method.id}/${request.params.test}`))
}

async function prove(request: PersonCall, parts: ContactMethodServices): Promise<ApiAnswer> {
  const body = await readJson(request.req, codeBody)
  if (!body.ok) return body.answer
  const method = await methodOf(request, parts)
  if (method === null) return noMethod(request.params.id!)
  if (!isProofCode(parts.codeKey, method.id, body.value.code))
    return refuse(403, 'wrong_code', 'code: is another')
  await parts.store.verify(request.person.id, method.id)
  return ok({ ok: true })
}

async function enable(request: PersonCall, parts: ContactMethodServices): Promise<ApiAnswer> {
  const body = await readJson(request.req, enableBody)
  if (!body.ok) return body.answer
  const done = await parts.store.enable(request.person.id, request.params.id!, body.value.enabled)
  return done ? ok({ ok: true }) : noMethod(request.params.id!)
}

async function remove(request: PersonCall, parts: ContactMethodServices): Promise<ApiAnswer> {
  const done = await parts.store.remove(request.person.id, request.params.id!)
  return done ? ok({ ok: true }) : noMethod(request.params.id!)
}

async function subscribe(request: PersonCall, parts: ContactMethodServices): Promise<ApiAnswer> {
  const body = await readJson(request.req, pushBody)
  if (!body.ok) return body.answer
  const { name: called, ...subscription } = body.value
  if (!isPushService(subscription.endpoint, request.floor.site))
    return refuse(
      400,
      'unknown_push_service',
      'endpoint: is of no push service that is known; an administrator may allow it by "services" of the target',
    )
  if ((await parts.store.list(request.person.id)).length >= MOST_METHODS)
    return refuse(409, 'too_many', `at most ${MOST_METHODS} ways`)
  return ok({ way: shownMethod(await parts.store.subscribe(request.person.id, subscription, called)) })
}

async function setQuiet(request: PersonCall, parts: ContactMethodServices): Promise<ApiAnswer> {
  const body = await readJson(request.req, quietBody)
  if (!body.ok) return body.answer
  const hours = 'from' in body.value ? body.value : null
  if (hours !== null && hours.from === hours.to)
    return refuse(400, 'bad_request', 'to: must differ from the beginning')
  await parts.store.setQuiet(request.person.id, hours)
  return ok({ ok: true })
}

/** How a person is told, and when not: their own ways, quiet hours, and a message that shows that a way works. */
export function contactMethodRoutes(
  parts: ContactMethodServices,
  { methodTests, methodCodes }: Pick<CallLimits, 'methodTests' | 'methodCodes'>,
): ApiRoute[] {
  type Answering = (request: PersonCall, parts: ContactMethodServices) => Promise<ApiAnswer>
  const own = (
    method: ApiRoute['method'],
    path: string,
    answering: Answering,
    may?: CallLimit,
  ): ApiRoute => ({
    method,
    path,
    for: 'staff',
    answer(request: StaffRequest) {
      const person = personOf(request)
      if (person === null) return noPerson()
      return may?.(person.id) === false ? tooFast() : answering({ ...request, person }, parts)
    },
  })
  return [
    own('GET', '/me/ways', list),
    own('POST', '/me/ways', add),
    own('POST', '/me/ways/:id', enable),
    own('DELETE', '/me/ways/:id', remove),
    own('POST', '/me/ways/:id/test', sendTest, methodTests),
    own('GET', '/me/ways/:id/test/:test', testOutcome),
    own('POST', '/me/ways/:id/code', prove, methodCodes),
    own('POST', '/me/push', subscribe),
    own('POST', '/me/quiet', setQuiet),
  ]
}
