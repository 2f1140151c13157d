import { type EventType, eventData } from '#core/event/event-data.ts'
import type { Random } from '#scripts/demo/model/random.ts'
import { actOf, actors, idIn, stances } from '../act-scene.ts'
import { wireRoutes } from '../wire-table.ts'
import { hostile, mutateText, mutateValue } from './mutate.ts'

/** One request, as it goes out. */
export interface HttpFrame {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

const TYPES = Object.keys(eventData) as EventType[]
/** Every page. */
export const PAGES = [
  ...['/', '/sign-in', '/wall', '/wall/floor', '/supervisor', '/desk', '/alerts', '/alerts/x', '/cases'],
  ...['/cases/x', '/customers/x', '/duty', '/handover', '/handover/x', '/history', '/reports', '/screens'],
  ...['/settings', '/admin', '/admin/audit', '/admin/deliveries', '/admin/limits', '/admin/site', '/ack/x'],
  ...['/departments/x', '/build'],
]
const OWN = ['/healthz', '/readyz', '/metrics', '/socket.io/?EIO=4&transport=polling']
const FORMATS = ['application/json', 'application/x-ndjson', 'application/cloudevents+json']
const roles = Object.values(actors)

/** A right event of any type about something of the tests' scene, told now by the feed `pbx`. */
export function rightEvent(random: Random, serial: string) {
  const type = random.pick(TYPES)
  const [actor, stance] = [random.pick(roles), random.pick(stances)]
  const { subject = idIn(type.slice(0, type.indexOf('.')), actor, stance), data } = actOf(type, actor, stance)
  const time = new Date(Date.now() - Math.floor(random.next() * 600_000)).toISOString()
  return { specversion: '1.0', id: `m-${serial}`, source: 'pbx', type, time, subject, data }
}

/** What was taken away whole leaves an empty body. */
const textOf = (value: unknown): string => JSON.stringify(value) ?? ''

function eventsFrame(random: Random, serial: string): HttpFrame {
  const count = random.chance(0.8) ? 1 : 5
  const events = Array.from({ length: count }, (_, index) => {
    const event = rightEvent(random, `${serial}-${index}`)
    return random.chance(0.8) ? mutateValue(random, event) : event
  })
  const format = random.chance(0.95) ? random.pick(FORMATS) : String(hostile(random)).slice(0, 100)
  const whole = format.includes('ndjson')
    ? events.map(textOf).join('\n')
    : textOf(events.length === 1 ? events[0] : events)
  const body = random.chance(0.3) ? mutateText(random, whole) : whole
  const headers = { authorization: 'Bearer feed-token-of-the-tests', 'content-type': format }
  return { method: 'POST', path: '/api/v1/events', headers, body }
}

const inPath = (value: unknown) => encodeURIComponent(String(value).toWellFormed())

/** A path with the places that a pattern names filled in, sometimes with what does not belong there. */
function pathOf(random: Random, pattern: string, params: Readonly<Record<string, string>>): string {
  const path = pattern.replace(/:(\w+)/g, (_, name: string) =>
    inPath(random.chance(0.4) ? hostile(random) : params[name]),
  )
  return random.chance(0.15) ? mutateText(random, path) : path
}

function queryOf(random: Random, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${name}=${inPath(random.chance(0.4) ? hostile(random) : value)}`,
  )
  if (random.chance(0.2)) pairs.push(`${inPath(hostile(random))}=${inPath(hostile(random))}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function routeFrame(random: Random, credentials: readonly Record<string, string>[]): HttpFrame {
  const [key, route] = random.pick(Object.entries(wireRoutes))
  const { params = {}, query = {}, body = null, headers: own = {} } = route
  const [method, pattern] = key.split(' ') as [string, string]
  const path = `/api/v1${pathOf(random, pattern, params)}${queryOf(random, query)}`
  const headers = { 'content-type': 'application/json', ...own, ...random.pick(credentials) }
  if (method === 'GET') return { method, path, headers, body: null }
  const given = textOf(random.chance(0.9) ? mutateValue(random, body ?? {}) : body)
  return { method, path, headers, body: random.chance(0.2) ? mutateText(random, given) : given }
}

function pageFrame(random: Random): HttpFrame {
  const path = random.pick(random.chance(0.5) ? PAGES : OWN)
  const asked = random.chance(0.7) ? mutateText(random, path) : path
  const method = random.chance(0.8) ? 'GET' : random.pick(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
  return { method, path: asked, headers: {}, body: method === 'GET' ? null : mutateText(random, '{"a":1}') }
}

/** Node refuses to send a path that is no path, or a header that is none: that is another program's fault. */
function sendable({ method, path, headers, body }: HttpFrame): HttpFrame {
  const fit = path.replace(/[^\x21-\x7e]/g, (odd) => inPath(odd)).slice(0, 8_000)
  const fitHeaders = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace(/[^\x20-\x7e]/g, '?').slice(0, 4_000),
  ])
  return {
    method,
    path: fit.startsWith('/') ? fit : `/${fit}`,
    headers: Object.fromEntries(fitHeaders) as Record<string, string>,
    body,
  }
}

/** A mutated request: events of a feed, any route of the interface, or a page. */
export function httpFrame(
  random: Random,
  serial: string,
  credentials: readonly Record<string, string>[],
): HttpFrame {
  const share = random.next()
  if (share < 0.5) return sendable(eventsFrame(random, serial))
  return sendable(share < 0.95 ? routeFrame(random, credentials) : pageFrame(random))
}
