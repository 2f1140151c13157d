import type { AnyEvent } from '#core/event/event.ts'
import type { EventType } from '#core/event/event-data.ts'
import type { Role } from '#core/site/roles.ts'
import { testSite } from './test-site.ts'

/** How the scene has somebody stand to something; a plain agent stands to nothing as its team's lead. */
export const stances = ['own', 'past', 'approver', 'ringing', 'reach', 'none'] as const
export type Stance = (typeof stances)[number]

/** One of each role, each an agent too: an agent and a lead of the team east, a supervisor whose scope it is, an admin. */
export const actors: Readonly<Record<Role, string>> = {
  agent: 'yuan',
  lead: 'lin',
  supervisor: 'wu',
  admin: 'admin',
}

const TOKENS = { agent: 'agent-token-yuan', lead: 'lead-token-of-lin' } as const
export const tokenOf = (role: keyof typeof TOKENS) => TOKENS[role]

/** The tests' site with all that acts may refer to. */
export function actSite(id: string) {
  const site = testSite(id)
  const people = site.people.map((person) => (person.id === 'admin' ? { ...person, agent: 'admin' } : person))
  const wu = { ...site.people[1]!, id: 'wu', login: 'no-wu', email: 'wu@example.test', agent: 'wu' }
  return {
    ...site,
    people: [...people, { ...wu, scope: { teams: ['east'] } }],
    departments: [
      { id: 'finance', name: 'Finance' },
      { id: 'logistics', name: 'Logistics' },
    ],
    causes: [{ id: 'outage', title: 'Outage' }],
    authority: [
      { role: 'agent', kind: 'compensation', upTo: { amount: 300, currency: 'CNY' } },
      { role: 'lead', kind: 'compensation', upTo: { amount: 2_000, currency: 'CNY' } },
      { role: 'supervisor', kind: 'compensation', upTo: { amount: 20_000, currency: 'CNY' } },
    ],
    apiTokens: [...site.apiTokens, { name: 'lin', role: 'lead', agent: 'lin', token: TOKENS.lead }],
    boards: [
      ...site.boards,
      { id: 'care', name: 'Care', queues: ['care'] },
      { id: 'sales', name: 'Sales', queues: ['sales'] },
    ],
  }
}

/** What of the scene an act of this stance is about. */
export const idIn = (kind: string, actor: string, stance: Stance) => `${kind}-${actor}-${stance}`
/** The agent whom an act of this stance is about. */
export const agentIn = (actor: string, stance: Stance) =>
  stance === 'own' ? actor : stance === 'reach' ? 'he' : 'qian'
/** A queue within reach of all but the sales. */
export const queueIn = (stance: Stance) => (stance === 'none' ? 'sales' : 'care')
export const customerIn = (stance: Stance) => (stance === 'none' ? 'customer-none' : 'customer-reach')

type Said = readonly [type: EventType, subject: string, data: Record<string, unknown>, source?: string]

/** A case with one of each of its aggregate, as the stance has it; foreign ones belong to the team west. */
function* caseOf(actor: string, stance: Stance): Generator<Said> {
  const id = idIn('case', actor, stance)
  const inReach = stance === 'reach'
  const place = inReach ? { queue: 'care', team: 'east' } : { queue: 'sales', team: 'west' }
  const owner = agentIn(actor, stance)
  yield ['case.opened', id, { kind: 'inquiry', agent: owner, customer: customerIn(stance), ...place }]
  const same = { kind: 'inquiry', agent: owner, ...place }
  yield ['case.opened', idIn('other', actor, stance), same]
  yield ['case.opened', idIn('merged', actor, stance), same]
  yield ['case.merged', idIn('merged', actor, stance), { into: idIn('other', actor, stance) }]
  yield ['promise.made', idIn('promise', actor, stance), { case: id, text: 'x', due: FAR, agent: owner }]
  yield ['handoff.sent', idIn('handoff', actor, stance), { case: id, department: 'finance' }]
  const from = stance === 'approver' ? actor : 'ma'
  yield ['approval.requested', idIn('approval', actor, stance), { case: id, from }]
  yield ['assist.requested', idIn('assist', actor, stance), { agent: owner }]
  yield ['callback.requested', idIn('callback', actor, stance), { queue: place.queue }]
  yield ['callback.assigned', idIn('callback', actor, stance), { agent: owner }]
}

/** A contact of the stance: `past` was the actor's and ended, `ringing` is about the case of that stance. */
function* contactOf(actor: string, stance: Stance): Generator<Said> {
  const id = idIn('contact', actor, stance)
  const linked = stance === 'ringing' ? { case: idIn('case', actor, stance) } : {}
  const isAtActor = stance === 'own' || stance === 'past' || stance === 'ringing'
  yield ['contact.queued', id, { queue: stance === 'reach' ? 'care' : 'sales', ...linked }]
  yield ['contact.answered', id, { agent: isAtActor ? actor : agentIn(actor, stance) }]
  if (stance === 'past') {
    yield ['contact.ended', id, {}]
    yield ['contact.wrapped', id, { agent: actor }]
  }
}

function* sceneOf(actor: string, stance: Stance): Generator<Said> {
  yield* caseOf(actor, stance)
  yield* contactOf(actor, stance)
  const source = stance === 'own' ? `user/${actor}` : 'pbx'
  const queues = stance === 'reach' ? ['care'] : ['sales']
  const id = idIn('notice', actor, stance)
  // What a feed says in the same words is one notice: each has words of its own.
  yield ['notice.posted', id, { text: id, queues }, source]
}

const FAR = '2036-01-01T00:00:00Z'

/** Everything that the scene is made of, in order from `start` (ms) on. */
export function sceneEvents(start: number): AnyEvent[] {
  const signedIn = ['he', 'qian'].map(
    (agent): Said => ['agent.signed_in', agent, { queues: [agent === 'qian' ? 'sales' : 'care'] }],
  )
  const scenes = Object.values(actors).flatMap((actor) =>
    stances.flatMap((stance) => [...sceneOf(actor, stance)]),
  )
  return notifiedFrom([...signedIn, ...scenes], start, 'scene')
}

function notifiedFrom(events: readonly Said[], start: number, name: string): AnyEvent[] {
  return events.map(([type, subject, data, source = 'pbx'], index) => ({
    ...{ type, subject, data, source, id: `${name}-${String(index).padStart(4, '0')}` },
    time: start + index,
  }))
}

/** What names something of the scene of a stance, in a copy of that scene with a tag of its own. */
export function tagged<T>(value: T, actor: string, stance: Stance, tag: string): T {
  const named = JSON.stringify(value).replaceAll(`-${actor}-${stance}"`, `-${actor}-${stance}-${tag}"`)
  return JSON.parse(named) as T
}

/** A copy of all that stands to somebody like this, so that an act on it changes nothing that another is about. */
export function taggedScene(actor: string, stance: Stance, tag: string, start: number): AnyEvent[] {
  const scene = notifiedFrom([...sceneOf(actor, stance)], start, `scene-${actor}-${stance}-${tag}`)
  return scene.map((event) => tagged(event, actor, stance, tag))
}

interface Act {
  /** The subject, where it is not the scene's row of the type's first word. */
  subject?: string
  data: Record<string, unknown>
}

/** A right act of each type for somebody, about what stands to them like this. New types are to be named here. */
export function actOf(type: EventType, actor: string, stance: Stance): Act {
  const self = { agent: actor }
  const ofCase = { case: idIn('case', actor, stance) }
  const opened = { subject: `new-${actor}-${stance}` }
  const acts: Record<EventType, Act> = {
    'contact.queued': { data: { queue: 'care' } },
    'contact.offered': { data: { agent: 'he' } },
    'contact.declined': { data: self },
    'contact.answered': { data: self },
    'contact.dialled': { data: self },
    'contact.message': { data: { by: 'agent' } },
    'contact.held': { data: {} },
    'contact.resumed': { data: {} },
    'contact.transferred': { data: { to: { queue: 'care' } } },
    'contact.abandoned': { data: {} },
    'contact.left': { data: { reason: 'timeout' } },
    'contact.ended': { data: {} },
    'contact.wrapped': { data: {} },
    'contact.rated': { data: { score: 4, of: 5 } },
    'contact.flagged': { data: { kind: 'solved' } },
    'agent.signed_in': { subject: agentIn(actor, stance), data: { queues: [] } },
    'agent.queues': { subject: agentIn(actor, stance), data: { queues: [] } },
    'agent.available': { subject: agentIn(actor, stance), data: {} },
    'agent.away': { subject: agentIn(actor, stance), data: { reason: 'meal' } },
    'agent.signed_out': { subject: agentIn(actor, stance), data: {} },
    'agent.busy': { subject: agentIn(actor, stance), data: {} },
    'agent.shift': { subject: agentIn(actor, stance), data: { from: FAR, to: FAR } },
    'callback.requested': { ...opened, data: { queue: 'care', ...ofCase } },
    'callback.assigned': { data: { agent: 'he' } },
    'callback.attempted': { data: { ...self, outcome: 'busy' } },
    'callback.rescheduled': { data: { due: FAR } },
    'callback.done': { data: {} },
    'callback.cancelled': { data: {} },
    'case.opened': { ...opened, data: { kind: 'request', contact: idIn('contact', actor, stance) } },
    'case.contacted': { data: { channel: 'voice' } },
    // Who only has its customer on the line takes it over themselves.
    'case.assigned': { data: { agent: stance === 'ringing' ? actor : 'he' } },
    'case.replied': { data: { kind: 'answer' } },
    'case.escalation_requested': { data: {} },
    'case.supervisor_replied': { data: self },
    'case.priority_changed': { data: { priority: 'high' } },
    'case.assessed': { data: { fault: 'ours', cause: 'outage' } },
    'case.waiting': { data: {} },
    'case.resumed': { data: {} },
    'case.resolved': { data: { outcome: 'solved' } },
    'case.reopened': { data: {} },
    'case.noted': { data: { text: 'x' } },
    'case.described': { data: { title: 'x', kind: 'request', cause: 'outage', deadline: null } },
    'case.merged': { data: { into: idIn('other', actor, stance) } },
    'case.unmerged': { subject: idIn('merged', actor, stance), data: {} },
    'promise.made': { ...opened, data: { ...ofCase, text: 'x', due: FAR } },
    'promise.confirmed': { data: { channel: 'sms' } },
    'promise.at_risk': { data: {} },
    'promise.moved': { data: { due: FAR } },
    'promise.kept': { data: {} },
    'promise.withdrawn': { data: {} },
    'handoff.sent': { ...opened, data: { ...ofCase, department: 'finance' } },
    'handoff.accepted': { data: {} },
    'handoff.returned': { data: { answer: 'x' } },
    'handoff.bounced': { data: { to: 'logistics' } },
    'handoff.time_requested': { data: { until: FAR } },
    'handoff.time_decided': { data: { granted: true } },
    'approval.requested': { ...opened, data: { ...ofCase, from: 'sun' } },
    'approval.decided': { data: { granted: true } },
    'approval.questioned': { data: { text: 'why' } },
    'approval.explained': { data: { text: 'so' } },
    'assist.requested': { ...opened, data: { ...self, ...ofCase, place: '1016' } },
    'assist.accepted': { data: {} },
    'assist.ended': { data: {} },
    'allowance.reported': {
      ...opened,
      data: { customer: customerIn(stance), name: 'data', used: 1, limit: 2 },
    },
    'notice.posted': { ...opened, data: { text: 'x', queues: [queueIn(stance)] } },
    'notice.withdrawn': { data: {} },
    'feed.heartbeat': { data: {} },
  }
  return acts[type]
}
