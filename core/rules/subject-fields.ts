import { eventData } from '../event/event-data.ts'
import type { SubjectKind } from './rule-transition.ts'

/** What kind of value a field holds: only an instant can be a due or have an age, only a number be a figure. */
export type FieldKind = 'text' | 'number' | 'instant' | 'flag' | 'list'
type Fields = Readonly<Record<string, FieldKind>>

const caseFields: Fields = {
  kind: 'text',
  state: 'text',
  priority: 'text',
  queue: 'text',
  team: 'text',
  owner: 'text',
  channel: 'text',
  customer: 'text',
  deadline: 'instant',
  nextAt: 'instant',
  cause: 'text',
  fault: 'text',
}

const ofCase: Fields = Object.fromEntries(
  Object.entries(caseFields).map(([name, kind]) => [`case.${name}`, kind]),
)

const queueFields: Fields = {
  id: 'text',
  name: 'text',
  waiting: 'number',
  waitingLate: 'number',
  oldestWaitingAt: 'instant',
  offered: 'number',
  waitingBefore: 'number',
  answered: 'number',
  answeredInTarget: 'number',
  abandoned: 'number',
  shortAbandoned: 'number',
  left: 'number',
  callbackRequested: 'number',
  turnedAway: 'number',
  answerRate: 'number',
  serviceLevel: 'number',
  serviceLevelNow: 'number',
  serviceLevel30m: 'number',
  finished30m: 'number',
  asaSec: 'number',
  ahtSec: 'number',
  abandonRate: 'number',
  longestWaitSec: 'number',
  csat: 'number',
  ratedShare: 'number',
  'agents.signedIn': 'number',
  'agents.available': 'number',
  'agents.ringing': 'number',
  'agents.busyHere': 'number',
  'agents.busyElsewhere': 'number',
  'agents.wrapUp': 'number',
  'agents.away': 'number',
  'callbacks.open': 'number',
  'callbacks.overdue': 'number',
  'callbacks.nextDueAt': 'instant',
  'cases.open': 'number',
  'cases.warned': 'number',
  'cases.breached': 'number',
  'cases.unwatched': 'number',
  'target.share': 'number',
  'target.withinSec': 'number',
}

/**
 * The fields that `when`, `while`, `due`, `limit` and `figure` of a rule may name, for each kind of subject
 * (the table of rules.md; the rows are those of contract §5, the site's is like a board over all queues).
 */
export const subjectFields: Readonly<Record<SubjectKind, Fields>> = {
  case: caseFields,
  promise: { case: 'text', agent: 'text', due: 'instant', origin: 'text', basis: 'text', ...ofCase },
  handoff: { case: 'text', department: 'text', due: 'instant', ...ofCase },
  approval: { case: 'text', from: 'text', amount: 'number', ...ofCase },
  assist: { case: 'text', agent: 'text', ...ofCase },
  callback: { queue: 'text', agent: 'text', case: 'text', due: 'instant', ...ofCase },
  contact: {
    queue: 'text',
    channel: 'text',
    priority: 'text',
    answered: 'flag',
    agent: 'text',
    case: 'text',
    customer: 'text',
    ...ofCase,
  },
  allowance: { customer: 'text', name: 'text', used: 'number', limit: 'number', share: 'number' },
  customer: {},
  agent: {
    id: 'text',
    name: 'text',
    team: 'text',
    queues: 'list',
    state: 'text',
    doing: 'text',
    reason: 'text',
    since: 'instant',
    contacts: 'list',
    handled: 'number',
    ahtSec: 'number',
    occupancy: 'number',
    sinceBreak: 'instant',
  },
  queue: queueFields,
  feed: {
    id: 'text',
    kind: 'text',
    state: 'text',
    why: 'text',
    lagSec: 'number',
    sends: 'list',
    lastEventAt: 'instant',
    lastHeardAt: 'instant',
    accepted: 'number',
    duplicate: 'number',
    rejected: 'number',
    late: 'number',
  },
  team: { id: 'text', name: 'text', open: 'number', overdue: 'number' },
  site: queueFields,
}

/** What kind of value a subject's field holds (an agent's load is by channel, an open word); null: no such field. */
export function fieldKind(subject: SubjectKind, name: string): FieldKind | null {
  if (subject === 'agent' && name.startsWith('load.')) return 'number'
  const fields = subjectFields[subject]
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null
}

const caseOpened = eventData['case.opened'].shape
const caseWords: Readonly<Record<string, readonly string[]>> = {
  kind: caseOpened.kind.options,
  state: ['open', 'waiting', 'resolved'],
  priority: caseOpened.priority.unwrap().options,
  fault: eventData['case.assessed'].shape.fault.unwrap().options,
}
const promiseMade = eventData['promise.made'].shape
const promiseWords: Readonly<Record<string, readonly string[]>> = {
  origin: promiseMade.origin.unwrap().options,
  basis: promiseMade.basis.unwrap().options,
}
const agentStates = ['offline', 'available', 'ringing', 'busy', 'hold', 'wrap_up', 'away']

/** The words that a field can hold, where they are few and known; null where any word may stand. */
export function fieldWords(subject: SubjectKind, name: string): readonly string[] | null {
  if (name.startsWith('case.')) return fieldWords('case', name.slice('case.'.length))
  if (subject === 'case') return caseWords[name] ?? null
  if (subject === 'promise') return promiseWords[name] ?? null
  if (name !== 'state') return null
  if (subject === 'agent') return agentStates
  return subject === 'feed' ? ['live', 'late', 'down'] : null
}
