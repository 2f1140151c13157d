import { splitSubject } from '../event/subject.ts'
import type { RowType, RowTypes } from '../rows/row.ts'
import { isRowType } from '../rows/row-types.ts'
import type { RowReader } from './reach.ts'
import type { Staff } from './viewer.ts'

type Owner = Pick<Staff, 'id' | 'agent' | 'kind'>
type IsOwn = { [T in RowType]?: (who: Owner, row: RowTypes[T], floor: RowReader) => boolean }

const isAgent = (who: Owner, agent: string | null) => agent !== null && agent === who.agent

/** The contacts that ring at an agent, that the agent dials, talks in, or wraps up. */
const contactsAt = ({ agent }: Owner, floor: RowReader): readonly string[] =>
  agent === null ? [] : (floor.row('agent', agent)?.contacts ?? [])

/** A contact is an agent's while it rings, talks or is wrapped up there; where it rings at several, it is each one's. */
export function ownContact(who: Owner, row: RowTypes['contact'], floor: RowReader): boolean {
  if (isAgent(who, row.agent)) return true
  return (row.agent === null || row.state === 'ringing') && contactsAt(who, floor).includes(row.id)
}

/**
 * Whether a contact about the case rings at, is with, or is in wrap-up with the agent; in wrap-up also where somebody
 * else goes on with it.
 */
export function ringsAt(who: Owner, caseId: string, floor: RowReader): boolean {
  return contactsAt(who, floor).some((id) => floor.row('contact', id)?.case === caseId)
}

/**
 * A case is its owner's; while it has none, also of the agent at whom a contact about it rings or talks. An incident is
 * of many customers, and not of whoever has one of them on the line.
 */
function ownCase(who: Owner, row: RowTypes['case'], floor: RowReader): boolean {
  if (row.owner !== null) return isAgent(who, row.owner)
  return row.kind !== 'incident' && ringsAt(who, row.id, floor)
}

/** Whether something belongs to a case of one's own. */
export function ofOwnCase(who: Owner, row: { case: string | null }, floor: RowReader): boolean {
  const owning = row.case === null ? null : floor.row('case', row.case)
  return owning !== null && ownCase(who, owning, floor)
}

/** Whether an approval is asked of this person (by their own id or their agent's). */
export function requestedOf(who: Owner, row: RowTypes['approval']): boolean {
  return (who.kind === 'person' && row.from === who.id) || isAgent(who, row.from)
}

/** Whether a person was called upon because of an alert, wherever it belongs. */
const isNotifiedOf = (who: Owner, { told }: RowTypes['alert']) =>
  who.kind === 'person' && told.some(({ person }) => person === who.id)

/** Whether a person was called because an agent calls for a lead. */
export const isCalledTo = (who: Owner, { told }: RowTypes['assist']): boolean =>
  who.kind === 'person' && told.some(({ person }) => person === who.id)

/** Whether this person asked for an approval. */
const askedBy = (who: Owner, { requestedBy }: RowTypes['approval']) =>
  who.kind === 'person' && requestedBy === who.id

function ownAlert(who: Owner, row: RowTypes['alert'], floor: RowReader): boolean {
  if (isNotifiedOf(who, row)) return true
  if (ofOwnCase(who, row, floor)) return true
  const { kind, id } = splitSubject(row.subject)
  if (kind === 'agent') return id === who.agent
  if (kind === 'alert' || !isRowType(kind)) return false
  const subject = floor.row(kind, id)
  return subject !== null && isOwn(who, kind, subject, floor)
}

/** A callback is whose it is; while its customer is on the line, also of who has them there. */
function ownCallback(who: Owner, row: RowTypes['callback'], floor: RowReader): boolean {
  if (who.agent !== null && row.onLineWith.includes(who.agent)) return true
  return row.agent === null ? ofOwnCase(who, row, floor) : isAgent(who, row.agent)
}

const own: IsOwn = {
  agent: (who, row) => row.id === who.agent,
  contact: ownContact,
  outcome: (who, row) => isAgent(who, row.agent),
  callback: ownCallback,
  case: ownCase,
  promise: (who, row, floor) => isAgent(who, row.owner) || ofOwnCase(who, row, floor),
  handoff: ofOwnCase,
  approval: (who, row, floor) => requestedOf(who, row) || askedBy(who, row) || ofOwnCase(who, row, floor),
  assist: (who, row) => isAgent(who, row.agent),
  alert: ownAlert,
}

/**
 * Whether a row is the caller's own: their agent row, what rings or talks at them, what is assigned to them,
 * their cases with their aggregates, and the alerts about these. Never another agent's contact, case or callback.
 */
export function isOwn<T extends RowType>(who: Owner, type: T, row: RowTypes[T], floor: RowReader): boolean {
  const judge = own[type]
  return judge?.(who, row, floor) === true
}
