import type { RowType, RowTypes } from '#core/rows/row.ts'
import type { Keys } from './key-index.ts'

/** In this order a row's keys depend on rows of the types before it only. */
export const relatedTypes = [
  'agent',
  'contact',
  'outcome',
  'case',
  'callback',
  'promise',
  'handoff',
  'approval',
  'assist',
  'alert',
] as const satisfies readonly RowType[]
export type Related = (typeof relatedTypes)[number]

export const isRelated = (type: RowType): type is Related =>
  (relatedTypes as readonly RowType[]).includes(type)

export const agentKey = (id: string) => `agent/${id}`
export const caseKey = (id: string) => `case/${id}`
/** Who an approval is asked of, by their person's or their agent's id; and who was called upon because of an alert. */
export const requestedKey = (id: string) => `asked/${id}`
export const subjectKey = (subject: string) => `subject/${subject}`

/** What the keys of one row ask about others. */
export interface KeySources {
  ownerOf(caseId: string): string | null
  /** Contacts that name a case. */
  contactsOf(caseId: string): Iterable<string>
  /** Agents who list a contact among theirs. */
  holdersOf(contact: string): Iterable<string>
  keysOf(type: Related, id: string): Keys
}

const agentKeys = (keys: Keys) => [...keys].filter((key) => key.startsWith('agent/'))
const ofAgent = (agent: string | null) => (agent === null ? [] : [agentKey(agent)])

/** A case is known to its owner, and to the agents at whom a contact about it is. */
function ofCase(id: string | null, ask: KeySources): string[] {
  if (id === null) return []
  const nearby = [...ask.contactsOf(id)].flatMap((contact) => agentKeys(ask.keysOf('contact', contact)))
  return [caseKey(id), ...ofAgent(ask.ownerOf(id)), ...nearby]
}

function ofSubject(subject: string, ask: KeySources): string[] {
  const slash = subject.indexOf('/')
  const type = subject.slice(0, slash) as RowType
  const id = subject.slice(slash + 1)
  if (type === 'agent') return [subjectKey(subject), agentKey(id)]
  return [subjectKey(subject), ...(isRelated(type) ? agentKeys(ask.keysOf(type, id)) : [])]
}

/** Under which keys a row is known: the agents whose it is, its case, who it is asked of, what it is about. */
export const relationKeysOf: { [T in Related]: (row: RowTypes[T], ask: KeySources) => string[] } = {
  agent: (row) => ofAgent(row.id),
  contact: (row, ask) => [
    ...ofAgent(row.agent),
    ...[...ask.holdersOf(row.id)].map(agentKey),
    ...(row.case === null ? [] : [caseKey(row.case)]),
  ],
  outcome: (row) => ofAgent(row.agent),
  case: (row, ask) => ofCase(row.id, ask),
  callback: (row, ask) => [...ofAgent(row.agent), ...row.onLineWith.map(agentKey), ...ofCase(row.case, ask)],
  promise: (row, ask) => [...ofAgent(row.owner), ...ofCase(row.case, ask)],
  handoff: (row, ask) => ofCase(row.case, ask),
  approval: (row, ask) => [
    requestedKey(row.from),
    ...(row.requestedBy === null ? [] : [requestedKey(row.requestedBy)]),
    ...ofCase(row.case, ask),
  ],
  assist: (row, ask) => [
    ...ofAgent(row.agent),
    ...row.told.map(({ person }) => requestedKey(person)),
    ...ofCase(row.case, ask),
  ],
  alert: (row, ask) => [
    ...ofCase(row.case, ask),
    ...ofSubject(row.subject, ask),
    ...row.told.map(({ person }) => requestedKey(person)),
  ],
}

type Bases = { [T in Related]: (row: RowTypes[T]) => readonly (string | boolean | null)[] }

/** The fields of a row on which the scope of other rows depends, or what they show. */
const bases: Bases = {
  agent: (row) => [row.team, ...row.queues, '', ...row.contacts],
  // An alert says who calls, or is to be called.
  contact: (row) => [row.agent, row.case, row.queue, row.state === 'ringing', row.name, row.phone],
  outcome: (row) => [row.agent],
  // An alert says what its case is about and who the customer is.
  case: (row) => [
    ...[row.owner, row.queue, row.team, row.state === 'resolved', row.title, row.name, row.phone],
    ...[row.supervisorAskedAt, row.supervisorSeenAt],
  ],
  callback: (row) => [row.agent, row.case, row.queue, row.name, row.phone, '', ...row.onLineWith],
  promise: (row) => [row.owner, row.case],
  handoff: (row) => [row.case],
  approval: (row) => [row.from, row.requestedBy, row.case, row.state],
  assist: (row) => [row.agent, row.case, row.state, ...row.told.map(({ person }) => person)],
  alert: (row) => [
    row.subject,
    row.case,
    row.team,
    row.state,
    row.ackedBy,
    '',
    ...row.told.map(({ person }) => person),
  ],
}

/** The same for as long as nothing changes on which the scope of other rows depends. */
export function basisOf<T extends Related>(type: T, row: RowTypes[T]): string {
  return bases[type](row).join('\n')
}
