import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isPushAlone, type KnownWay, waysOfPerson } from '#core/alerts/person-ways.ts'
import { channelKinds } from '#core/alerts/telling.ts'
import { idText } from '#core/event-data.ts'
import type { Site } from '#core/site/site-schema.ts'
import { type AddressLimit, createAddressLimit } from '../api/address-limit.ts'
import { type Answer, ok, refuse } from '../api/answer.ts'
import { readJson } from '../api/read-json.ts'
import type { Route, StaffCall } from '../api/route.ts'
import { isKnownExtension } from './known-extension.ts'
import { personalKinds } from './personal-kinds.ts'
import { isPushService } from './push-services.ts'
import { testTelling } from './test-telling.ts'
import { isWayCode, wayCode } from './way-code.ts'
import type { WayParts } from './way-parts.ts'

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

const MOST_WAYS = 20

/** A person of the site file; an API token has no ways. */
function personOf({ viewer, floor }: StaffCall): Site['people'][number] | null {
  if (viewer.kind !== 'person') return null
  return floor.site.people.find(({ id }) => id === viewer.id) ?? null
}

const noPerson = () => refuse(403, 'forbidden', 'only a person has ways')
const noWay = (id: string) => refuse(404, 'not_found', `no way ${id} of yours`)
const notAnExtension = () =>
  refuse(
    400,
    'unknown_extension',
    'address: is no extension that the PBX or the site file knows; an administrator may allow it by "extensions" of the target',
  )
const tooFast = () => refuse(429, 'too_fast', 'too many: wait a minute', { 'Retry-After': '60' })

type Person = Site['people'][number]
type PersonCall = StaffCall & { person: Person }

function shownWay(way: KnownWay) {
  const { id, channel, target, name: called, enabled, dead } = way
  const address = channel === 'push' ? null : way.address
  return { id, channel, target, address, name: called, enabled, verified: way.verifiedAt !== null, dead }
}

async function list({ person, floor }: PersonCall, { book, pushKey }: WayParts): Promise<Answer> {
  const ways = await book.list(person.id)
  const { targets, quiet } = floor.site.alerts
  const own = new Set(ways.map(({ channel, address }) => `${channel} ${address}`))
  const all = waysOfPerson(person, ways, targets)
  const byFile = all.filter((way) => !own.has(`${way.channel} ${way.address}`))
  const kinds = targets.flatMap(({ id, kind }) =>
    Object.hasOwn(personalKinds, kind) ? [{ target: id, channel: kind }] : [],
  )
  return ok({
    ways: ways.map(shownWay),
    byFile: byFile.map(({ channel, address }) => ({ channel, address })),
    kinds,
    pushAlone: isPushAlone(all),
    push: targets.some(({ kind }) => kind === 'push') ? pushKey : null,
    siteQuiet: quiet ?? null,
    quiet: await book.quiet(person.id),
  })
}

async function add(call: PersonCall, parts: WayParts): Promise<Answer> {
  const body = await readJson(call.req, addBody)
  if (!body.ok) return body.answer
  const { channel, target, address } = body.value
  const kind = personalKinds[channel]
  const isThere = call.floor.site.alerts.targets.some((each) => each.id === target && each.kind === channel)
  if (kind === undefined || !isThere) return refuse(400, 'bad_request', 'target: must be one for people')
  if (!kind.address.test(address)) return refuse(400, 'bad_address', 'address: does not look like one')
  if (channel === 'phone' && !isKnownExtension(call.floor, target, address)) return notAnExtension()
  if ((await parts.book.list(call.person.id)).length >= MOST_WAYS)
    return refuse(409, 'too_many', `at most ${MOST_WAYS} ways`)
  const way = await parts.book.add(call.person.id, { ...body.value, verified: !kind.proven })
  if (way === null) return refuse(409, 'known', 'address: you have this way already')
  return ok({ way: shownWay(way) })
}

async function wayOf(call: PersonCall, { book }: WayParts): Promise<KnownWay | null> {
  const ways = await book.list(call.person.id)
  return ways.find(({ id }) => id === call.params.id) ?? null
}

async function sendTest(call: PersonCall, parts: WayParts): Promise<Answer> {
  const body = await readJson(call.req, testBody)
  if (!body.ok) return body.answer
  const { id } = body.value
  const way = await wayOf(call, parts)
  if (way === null) return noWay(call.params.id!)
  if (way.channel === 'phone' && !isKnownExtension(call.floor, way.target, way.address))
    return notAnExtension()
  const code = way.verifiedAt === null ? wayCode(parts.codeKey, way.id) : null
  const telling = testTelling(way, call.person, call.floor.site, { id, at: parts.now(), code })
  if (telling.way.target === null) return refuse(409, 'no_target', 'the site file has no target for this way')
  await parts.tellings.enqueue(telling)
  return ok({ test: id, at: telling.at })
}

async function testOutcome(call: PersonCall, parts: WayParts): Promise<Answer> {
  const way = await wayOf(call, parts)
  if (way === null) return noWay(call.params.id!)
  return ok(await parts.standings.of(`test/${way.id}/${call.params.test}`))
}

async function prove(call: PersonCall, parts: WayParts): Promise<Answer> {
  const body = await readJson(call.req, codeBody)
  if (!body.ok) return body.answer
  const way = await wayOf(call, parts)
  if (way === null) return noWay(call.params.id!)
  if (!isWayCode(parts.codeKey, way.id, body.value.code)) return refuse(403, 'wrong_code', 'code: is another')
  await parts.book.verify(call.person.id, way.id)
  return ok({ ok: true })
}

async function enable(call: PersonCall, parts: WayParts): Promise<Answer> {
  const body = await readJson(call.req, enableBody)
  if (!body.ok) return body.answer
  const done = await parts.book.enable(call.person.id, call.params.id!, body.value.enabled)
  return done ? ok({ ok: true }) : noWay(call.params.id!)
}

async function remove(call: PersonCall, parts: WayParts): Promise<Answer> {
  const done = await parts.book.remove(call.person.id, call.params.id!)
  return done ? ok({ ok: true }) : noWay(call.params.id!)
}

async function subscribe(call: PersonCall, parts: WayParts): Promise<Answer> {
  const body = await readJson(call.req, pushBody)
  if (!body.ok) return body.answer
  const { name: called, ...subscription } = body.value
  if (!isPushService(subscription.endpoint, call.floor.site))
    return refuse(
      400,
      'unknown_push_service',
      'endpoint: is of no push service that is known; an administrator may allow it by "services" of the target',
    )
  if ((await parts.book.list(call.person.id)).length >= MOST_WAYS)
    return refuse(409, 'too_many', `at most ${MOST_WAYS} ways`)
  return ok({ way: shownWay(await parts.book.subscribe(call.person.id, subscription, called)) })
}

async function setQuiet(call: PersonCall, parts: WayParts): Promise<Answer> {
  const body = await readJson(call.req, quietBody)
  if (!body.ok) return body.answer
  const hours = 'from' in body.value ? body.value : null
  if (hours !== null && hours.from === hours.to)
    return refuse(400, 'bad_request', 'to: must differ from the beginning')
  await parts.book.setQuiet(call.person.id, hours)
  return ok({ ok: true })
}

/** How a person is told, and when not: their own ways, quiet hours, and a message that shows that a way works. */
export function wayRoutes(parts: WayParts): Route[] {
  const [mayTest, mayGuess] = [createAddressLimit(1 / 60, 6), createAddressLimit(1 / 60, 6)]
  type Answering = (call: PersonCall, parts: WayParts) => Promise<Answer>
  const own = (method: Route['method'], path: string, answering: Answering, may?: AddressLimit): Route => ({
    method,
    path,
    for: 'staff',
    answer(call: StaffCall) {
      const person = personOf(call)
      if (person === null) return noPerson()
      return may?.(person.id) === false ? tooFast() : answering({ ...call, person }, parts)
    },
  })
  return [
    own('GET', '/me/ways', list),
    own('POST', '/me/ways', add),
    own('POST', '/me/ways/:id', enable),
    own('DELETE', '/me/ways/:id', remove),
    own('POST', '/me/ways/:id/test', sendTest, mayTest),
    own('GET', '/me/ways/:id/test/:test', testOutcome),
    own('POST', '/me/ways/:id/code', prove, mayGuess),
    own('POST', '/me/push', subscribe),
    own('POST', '/me/quiet', setQuiet),
  ]
}
