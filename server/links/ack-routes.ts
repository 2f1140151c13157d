import { ackedForMs } from '#core/alerts/ack-time.ts'
import type { EventOfType } from '#core/event.ts'
import { instantText } from '#core/row.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { AddressLimit } from '../api/address-limit.ts'
import { type ApiAnswer, ok, refuse } from '../api/answer.ts'
import type { ApiRequest, ApiRoute } from '../api/route.ts'
import { ackFacts, untaken } from './ack-facts.ts'
import type { LinkServices } from './link-services.ts'
import { type Opened, openLink } from './open-link.ts'

/** The name of who has it is a colleague's, so the page may say it. */
function namedFacts(ids: readonly string[], { floor }: ApiRequest, status: Parameters<typeof ackFacts>[2]) {
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

async function look(call: ApiRequest, parts: LinkServices): Promise<ApiAnswer> {
  const opened = await openLink('ack', call.params.token!, parts)
  if (!opened.ok) return opened.answer
  const { link, standing } = opened
  if (!mayStill(call.floor.site, link.person)) return refuse(410, 'revoked', 'this link has been revoked')
  const person = personName(call.floor.site, link.person)
  return ok({ person, at: instantText(parts.now()), ...namedFacts(link.alerts, call, standing) })
}

type OpenAck = Extract<Opened<'ack'>, { ok: true }>

/** The event that takes an alert in the name of the link's person; the same link makes the same event only once. */
function acked(
  alert: string,
  { link, read }: OpenAck,
  until: number,
  now: number,
): EventOfType<'alert.acked'> {
  const { person } = link
  const data = { until: instantText(until), by: person, through: 'link' }
  const id = `link/${read.digest.slice(0, 32)}/${alert}`
  return { id, source: `user/${person}`, type: 'alert.acked', time: now, subject: alert, data }
}

async function take(call: ApiRequest, parts: LinkServices): Promise<ApiAnswer> {
  const opened = await openLink('ack', call.params.token!, parts)
  if (!opened.ok) return opened.answer
  const { link, standing } = opened
  const { site } = call.floor
  if (!mayStill(site, link.person)) return refuse(410, 'revoked', 'this link has been revoked')
  const free = standing.is === 'good' ? untaken(link.alerts, call.floor) : []
  const now = parts.now()
  if (free.length > 0) {
    const until = now + ackedForMs(site)
    const events = free.map(({ id }) => acked(id, opened, until, now))
    await parts.append(events, now)
    await parts.uses.done(opened.read)
    await parts.audit(link.person, 'alert.acked-by-link', `alert/${free[0]!.id}`)
  }
  const after = free.length > 0 ? ({ is: 'used', at: now } as const) : standing
  return ok({ took: free.length, at: instantText(now), ...namedFacts(link.alerts, call, after) })
}

const slow = () => refuse(429, 'too_fast', 'too many requests: wait a little', { 'Retry-After': '10' })

/**
 * The page behind "take it" in a message. Looking takes nothing, because chats and mail programs open links to preview
 * them; the button takes, once, in the name of whom the message was for.
 */
export function ackRoutes(parts: LinkServices, may: AddressLimit): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/links/ack/:token',
      for: 'anybody',
      answer: (call) => (may(call.address) ? look(call, parts) : slow()),
    },
    {
      method: 'POST',
      path: '/links/ack/:token',
      for: 'anybody',
      answer: (call) => (may(call.address) ? take(call, parts) : slow()),
    },
  ]
}
