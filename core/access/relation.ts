import type { Floor } from '../floor/floor.ts'
import type { RowTypes } from '../rows/row.ts'
import type { Role } from '../site/roles.ts'
import { climbsTo } from './climbs.ts'
import { isCalledTo, isOwn, ofOwnCase, ownContact, requestedOf, ringsAt } from './own.ts'
import { handlersOf, positionOfPast } from './past-contact.ts'
import { ownershipInReach, rowInReach, type SiteReader } from './reach.ts'
import { sourceOf } from './source-of.ts'
import type { Staff } from './viewer.ts'

/**
 * How somebody stands to something that an act is about: it is their own, they handled it and it ended or went on, it is
 * asked of them, a contact about it is at them now, it is of a team that they lead, it lies in their scope, or none of
 * these.
 */
export const relations = ['own', 'past', 'approver', 'ringing', 'team', 'scope', 'none'] as const
export type Relation = (typeof relations)[number]

/** By role, how one must stand to it. */
export type Grant = Readonly<Record<Role, readonly Relation[]>>

/** What judging an act reads of the floor. */
export type ActReader = Pick<Floor, 'row' | 'eventsOf' | 'aggregate' | 'ofCustomer' | 'site'>

/** The rows that acts are about or refer to. */
export type Guarded = Extract<
  keyof RowTypes,
  | 'contact'
  | 'agent'
  | 'callback'
  | 'case'
  | 'promise'
  | 'handoff'
  | 'approval'
  | 'assist'
  | 'notice'
  | 'alert'
>

/** Within reach one stands to a row as its lead, or as who has it in their scope. */
const byReach = ({ role }: Staff): Relation => (role === 'agent' || role === 'lead' ? 'team' : 'scope')

function ofContact(who: Staff, id: string, floor: ActReader): Relation[] | null {
  const row = floor.row('contact', id)
  const events = floor.eventsOf('contact', id)
  if (row === null && events.length === 0) return null
  const ownership = row ?? positionOfPast(events)
  const found: Relation[] = []
  if (row !== null && ownContact(who, row, floor)) found.push('own')
  else if (who.agent !== null && handlersOf(events).has(who.agent)) found.push('past')
  if (ownershipInReach(who.reach, ownership, floor)) found.push(byReach(who))
  return found
}

/**
 * A callback that ended with a call which is still at somebody is theirs: they know whether it was the customer who
 * answered, and not a mailbox. Null: it is not so.
 */
function ofEndedCallback(who: Staff, id: string, floor: ActReader): Relation[] | null {
  const last = floor.eventsOf('callback', id).findLast(({ type }) => type === 'callback.attempted')
  if (last?.type !== 'callback.attempted' || last.data.contact === undefined) return null
  const call = floor.row('contact', last.data.contact)
  return call !== null && ownContact(who, call, floor) ? ['own'] : null
}

function ofNotice(who: Staff, id: string, floor: ActReader): Relation[] | null {
  const row = floor.row('notice', id)
  if (row === null) return null
  const { reach } = who
  const posted = floor.eventsOf('notice', row.id).findLast(({ type }) => type === 'notice.posted')
  const found: Relation[] = posted?.source === sourceOf(who) ? ['own'] : []
  // One that hangs before others too is theirs as well.
  const isMine = row.queues.length > 0 && reach !== 'all' && row.queues.every((id) => reach.queues.has(id))
  return reach === 'all' || isMine ? [...found, byReach(who)] : found
}

function ofApproval(who: Staff, id: string, floor: ActReader): Relation[] | null {
  const row = floor.row('approval', id)
  if (row === null) return null
  const isMine = ofOwnCase(who, row, floor) || (who.kind === 'person' && row.requestedBy === who.id)
  const found: Relation[] = isMine ? ['own'] : []
  if (isApprover(who, row, floor)) found.push('approver')
  if (rowInReach(who.reach, 'approval', row, floor)) found.push(byReach(who))
  return found
}

/** A call for a lead is its agent's, asked of those who are told of it, and of those who lead the agent. */
function ofAssist(who: Staff, id: string, floor: ActReader): Relation[] | null {
  const row = floor.row('assist', id)
  if (row === null) return null
  const found: Relation[] = isOwn(who, 'assist', row, floor) ? ['own'] : []
  if (isCalledTo(who, row)) found.push('approver')
  if (rowInReach(who.reach, 'assist', row, floor)) found.push(byReach(who))
  return found
}

/** Whether an approval is asked of somebody, or has climbed to them. */
export function isApprover(who: Staff, row: RowTypes['approval'], floor: SiteReader): boolean {
  return requestedOf(who, row) || climbsTo(who, row, floor)
}

/** How somebody stands to a row, or to a contact that has none any more; null: there is no such thing. */
export function relationsTo(who: Staff, type: Guarded, id: string, floor: ActReader): Relation[] | null {
  if (type === 'contact') return ofContact(who, id, floor)
  if (type === 'notice') return ofNotice(who, id, floor)
  if (type === 'approval') return ofApproval(who, id, floor)
  if (type === 'assist') return ofAssist(who, id, floor)
  // Signing in is how an agent's row comes into being.
  if (type === 'agent' && id === who.agent) return ['own']
  const row = floor.row(type, id)
  if (row === null) return type === 'callback' ? ofEndedCallback(who, id, floor) : null
  const found: Relation[] = isOwn(who, type, row, floor) ? ['own'] : []
  if (type === 'case' && ringsAt(who, id, floor)) found.push('ringing')
  if (rowInReach(who.reach, type, row, floor)) found.push(byReach(who))
  return found
}

/** Whether a role may do something to what it stands to like this. */
export function isGranted(grant: Grant, role: Role, found: readonly Relation[]): boolean {
  return found.some((relation) => grant[role].includes(relation))
}
