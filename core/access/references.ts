import { fieldsOf } from '../collections/fields.ts'
import { teamOfAgent } from '../site/site-agents.ts'
import type { Site } from '../site/site-schema.ts'
import { agentOfPerson } from './agent-of-person.ts'
import { mayApprove } from './authority.ts'
import type { Allowed } from './command-table.ts'
import { hasLeft, leftVerdict } from './has-left.ts'
import { queuesOfPast } from './past-contact.ts'
import { rowInReach } from './reach.ts'
import { type ActReader, type Grant, type Guarded, isGranted, relationsTo } from './relation.ts'
import { type AccessVerdict, allowed, firstRefusal, forbidden, notFound } from './verdict.ts'
import type { Staff } from './viewer.ts'

/** What somebody wants to say, and the line of the table that it falls under. */
export interface Referring {
  who: Staff
  act: Allowed
  subject: string
  data: Readonly<Record<string, unknown>>
  floor: ActReader
}
type Judge = (id: string, of: Referring) => AccessVerdict

const MOST_LOOKED_AT = 50

const text = (value: unknown) => (typeof value === 'string' ? value : null)
const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

/** Who spoke with a customer may refer to it, whatever became of the contact. */
const orHandled = (by: Grant): Grant => ({
  agent: [...by.agent, 'past'],
  lead: [...by.lead, 'past'],
  supervisor: [...by.supervisor, 'past'],
  admin: [...by.admin, 'past'],
})

const reached =
  (field: string, type: Guarded): Judge =>
  (id, { who, act, floor }) => {
    const found = relationsTo(who, type, id, floor)
    if (found === null) return notFound(`data.${field}: no ${type} ${id}`)
    const by = type === 'contact' ? orHandled(act.by) : act.by
    return isGranted(by, who.role, found) ? allowed : forbidden(`data.${field}: ${type} ${id} is not yours`)
  }

/** The queues of what an event refers to by its other fields, which are judged by themselves. */
function queuesAtHand({ data, subject, act, floor }: Referring): (string | null)[] {
  const [contact, caseId, callback] = [text(data.contact), text(data.case), text(data.callback)]
  return [
    ...(contact === null ? [] : queuesOfPast(floor.eventsOf('contact', contact))),
    ...(caseId === null ? [] : [floor.row('case', caseId)?.queue ?? null]),
    ...(callback === null ? [] : [floor.row('callback', callback)?.queue ?? null]),
    ...(act.about === 'agent' ? (floor.row('agent', subject)?.queues ?? []) : []),
  ]
}

/** The queues of a team; where the site gives none to any team, every team works in all. */
function queuesOfTeam({ queues }: Site, team: string | null): string[] {
  const own = queues.every((queue) => queue.team === undefined)
    ? queues
    : queues.filter((queue) => queue.team !== undefined && queue.team === team)
  return own.map(({ id }) => id)
}

/** Queues that an agent works in: those of the team, and those that somebody who may gave them. */
export function queuesOfAgent(agent: string, floor: Pick<ActReader, 'row' | 'site'>): ReadonlySet<string> {
  const team = teamOfAgent(floor.site, agent)
  return new Set([...(floor.row('agent', agent)?.queues ?? []), ...queuesOfTeam(floor.site, team)])
}

/** Whether there is such a queue: the site file names it, or something was heard of it. */
export const knowsQueue = (id: string, { row, site }: Pick<ActReader, 'row' | 'site'>): boolean =>
  site.queues.some((queue) => queue.id === id) || row('queue', id) !== null

function queueVerdict(field: string): Judge {
  return (id, of) => {
    const { who, floor } = of
    if (!knowsQueue(id, floor)) return notFound(`data.${field}: no queue ${id}`)
    const isReached = who.reach === 'all' || who.reach.queues.has(id)
    const isOwn = who.agent !== null && queuesOfAgent(who.agent, floor).has(id)
    if (isReached || isOwn || queuesAtHand(of).includes(id)) return allowed
    return forbidden(`data.${field}: queue ${id} is not yours`)
  }
}

const teamVerdict: Judge = (id, { who, floor }) => {
  if (!floor.site.teams.some((team) => team.id === id)) return notFound(`data.team: no team ${id}`)
  const isMine = who.reach === 'all' || who.reach.teams.has(id) || who.team === id
  return isMine ? allowed : forbidden(`data.team: team ${id} is not yours`)
}

const knowsAgent = (id: string, { row, site }: ActReader) =>
  row('agent', id) !== null || site.people.some((one) => agentOfPerson(one) === id)

/** Whether an agent works in the sender's team, or everybody does in the one floor that there is. */
function isColleague(id: string, { team }: Staff, { row, site }: ActReader): boolean {
  if (site.teams.length === 0) return true
  return team !== null && (teamOfAgent(site, id) ?? row('agent', id)?.team) === team
}

function isLed(id: string, { reach, role }: Staff, floor: ActReader): boolean {
  if (role === 'agent') return false
  const row = floor.row('agent', id)
  if (row !== null && rowInReach(reach, 'agent', row, floor)) return true
  const team = teamOfAgent(floor.site, id)
  return reach === 'all' || (team !== null && reach.teams.has(team))
}

/** Whether somebody may give work to an agent: to themselves, to whom they lead, to a colleague of their team. */
export const mayPassOnTo = (id: string, who: Staff, floor: ActReader): boolean =>
  id === who.agent || isLed(id, who, floor) || isColleague(id, who, floor)

const agentVerdict: Judge = (id, { who, act, floor }) => {
  if (id === who.agent || (act.byPerson && id === who.id)) return allowed
  if (!knowsAgent(id, floor)) return notFound(`data.agent: no agent ${id}`)
  if (act.passesOn && hasLeft(id, floor)) return leftVerdict('data.agent', id)
  if (isLed(id, who, floor)) return allowed
  if (act.passesOn) {
    if (mayPassOnTo(id, who, floor)) return allowed
    return forbidden(`data.agent: agent ${id} is in another team`)
  }
  return forbidden(`data.agent: you are not agent ${id}`)
}

const departmentVerdict =
  (field: string): Judge =>
  (id, { floor: { site } }) =>
    site.departments.some((department) => department.id === id)
      ? allowed
      : notFound(`data.${field}: no department ${id}`)

const causeVerdict: Judge = (id, { floor: { site } }) =>
  site.causes.some((cause) => cause.id === id) ? allowed : notFound(`data.cause: no cause ${id}`)

/** Who came hundreds of times is known by the latest of them. */
const latestOf = ({ contacts, cases }: ReturnType<ActReader['ofCustomer']>) => ({
  contacts: contacts.slice(-MOST_LOOKED_AT),
  cases: cases.slice(-MOST_LOOKED_AT),
})

/** A customer is known by their contacts and cases, and within reach by one of them. */
const customerVerdict: Judge = (id, { who, act, data, floor }) => {
  const { contacts, cases } = latestOf(floor.ofCustomer(id))
  // A contact with them opens their cases: for that it is not enough to have spoken with them once.
  const by = act.about === 'contact' ? act.by : orHandled(act.by)
  const mine = (type: 'contact' | 'case', one: string) =>
    isGranted(by, who.role, relationsTo(who, type, one, floor) ?? [])
  const callback = text(data.callback)
  const isCalled = callback !== null && floor.row('callback', callback)?.customer === id
  if (isCalled || contacts.some((one) => mine('contact', one)) || cases.some((one) => mine('case', one)))
    return allowed
  const isKnown = contacts.length > 0 || cases.length > 0
  return isKnown ? forbidden('data.customer: is not yours') : notFound('data.customer: is not known')
}

/** Who is asked for an approval: another person, and one who may be asked. */
const approverVerdict: Judge = (id, { who, data, floor: { site } }) => {
  const asked = site.people.find((person) => person.id === id || person.agent === id)
  if (asked === undefined) return notFound(`data.from: no person ${id}`)
  if (asked.disabled) return leftVerdict('data.from', id)
  const isSelf =
    (who.kind === 'person' && asked.id === who.id) || (who.agent !== null && asked.agent === who.agent)
  if (isSelf) return forbidden('data.from: must be another person')
  const amount = typeof data.amount === 'number' ? data.amount : null
  const sum = amount === null ? null : { amount, currency: text(data.currency), kind: text(data.kind) }
  if (mayApprove(site.authority, asked.role, sum)) return allowed
  return forbidden(`data.from: ${id} may not decide this: ask a lead or above`)
}

const judges: Readonly<Record<string, Judge>> = {
  contact: reached('contact', 'contact'),
  case: reached('case', 'case'),
  into: reached('into', 'case'),
  callback: reached('callback', 'callback'),
  customer: customerVerdict,
  queue: queueVerdict('queue'),
  queues: queueVerdict('queues'),
  team: teamVerdict,
  agent: agentVerdict,
  department: departmentVerdict('department'),
  to: departmentVerdict('to'),
  cause: causeVerdict,
  from: approverVerdict,
}

/** The fields of `data` that name something, which must be there and within the sender's reach. */
export const referenceFields: readonly string[] = Object.keys(judges)

/** A call is passed on to whomever it concerns: they must be there, not be the sender's. */
function passedTo(to: object, { floor }: Referring): AccessVerdict {
  const { queue, agent, department } = fieldsOf(to)
  const { site } = floor
  if (typeof queue === 'string' && !knowsQueue(queue, floor))
    return notFound(`data.to.queue: no queue ${queue}`)
  if (typeof agent === 'string' && !knowsAgent(agent, floor))
    return notFound(`data.to.agent: no agent ${agent}`)
  if (typeof department === 'string' && !site.departments.some(({ id }) => id === department))
    return notFound(`data.to.department: no department ${department}`)
  return allowed
}

function* verdicts(of: Referring): Generator<AccessVerdict> {
  const { about } = of.act
  for (const [field, judge] of Object.entries(judges)) {
    const value = of.data[field]
    // A shift says from when, not from whom.
    if (field === 'from' && about !== 'approval') continue
    if (field === 'to' && about === 'contact' && typeof value === 'object' && value !== null) {
      yield passedTo(value, of)
      continue
    }
    if (field === 'to' && about !== 'handoff') continue
    if (typeof value === 'string') yield judge(value, of)
    else for (const each of strings(value)) yield judge(each, of)
  }
}

/** Whether all that an event refers to is there, and within the sender's reach. */
export function referencesVerdict(of: Referring): AccessVerdict {
  return firstRefusal(verdicts(of))
}
