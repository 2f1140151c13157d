import { keysOf } from '../collections/keys-of.ts'
import { splitSubject } from '../event/subject.ts'
import type { View } from '../rows/protocol.ts'
import type { RowType, RowTypes } from '../rows/row.ts'
import { isCalledTo, isOwn, ringsAt } from './own.ts'
import { type AggregateReader, rowInReach } from './reach.ts'
import { isApprover } from './relation.ts'
import type { Staff, Viewer } from './viewer.ts'

/** One caller looking at one view: what a row is judged by. */
export interface Sight {
  viewer: Viewer
  view: View
  /** The board of a wall, the case of a case view; null elsewhere. */
  id: string | null
}

type Judge<T extends RowType> = (row: RowTypes[T], sight: Sight, floor: AggregateReader) => boolean
type Judges = { [T in RowType]?: Judge<T> }

const staff = (sight: Sight): Staff | null => (sight.viewer.kind === 'screen' ? null : sight.viewer)

function boardQueues(sight: Sight, floor: AggregateReader): readonly string[] {
  return sight.id === null ? [] : (floor.row('board', sight.id)?.queues ?? [])
}

function onBoard(queue: string | null, sight: Sight, floor: AggregateReader): boolean {
  return queue !== null && boardQueues(sight, floor).includes(queue)
}

/** What belongs to no queue is on every board: a complaint that nobody's queue holds is still owed. */
const onBoardOrStray = (queue: string | null, sight: Sight, floor: AggregateReader) =>
  queue === null || onBoard(queue, sight, floor)

const anyOf = (queues: readonly string[], wanted: readonly string[]) =>
  queues.some((queue) => wanted.includes(queue))

/**
 * What a wall shows to this caller: a paired screen all of its board; leads and supervisors what of it lies in their
 * reach; an agent figures only.
 */
function onWall<T extends RowType>(judge: Judge<T>, isReached: Judge<T>): Judge<T> {
  return (row, sight, floor) => {
    const who = staff(sight)
    if (who !== null && (seesMetricsOnly(who) || !isReached(row, sight, floor))) return false
    return judge(row, sight, floor)
  }
}

/** An agent who leads nobody sees of a wall only what is counted. */
export function seesMetricsOnly({ role, reach }: Staff): boolean {
  return role === 'agent' && reach !== 'all' && reach.queues.size === 0 && reach.teams.size === 0
}

const wall: Judges = {
  board: (row, sight) => row.id === sight.id,
  queue: (row, sight, floor) => onBoard(row.id, sight, floor),
  agent: onWall((row, sight, floor) => anyOf(row.queues, boardQueues(sight, floor)), reached('agent')),
  notice: (row, sight, floor) => row.queues.length === 0 || anyOf(row.queues, boardQueues(sight, floor)),
  feed: () => true,
  case: onWall(
    (row, sight, floor) => row.state !== 'resolved' && onBoardOrStray(row.queue, sight, floor),
    reached('case'),
  ),
  callback: onWall((row, sight, floor) => onBoardOrStray(row.queue, sight, floor), reached('callback')),
  promise: onWall((row, sight, floor) => {
    const queue = row.case === null ? null : (floor.row('case', row.case)?.queue ?? null)
    return (row.state === 'open' || row.state === 'broken') && onBoardOrStray(queue, sight, floor)
  }, reached('promise')),
  alert: onWall(
    (row, sight, floor) => row.state === 'acked' && isOfStrip(row, sight, floor),
    reached('alert'),
  ),
}

/** Whether it is about something that a strip of countdowns can hold; a customer's own record would carry their key onto a wall. */
function isOfStrip(
  { subject, case: caseId }: RowTypes['alert'],
  sight: Sight,
  floor: AggregateReader,
): boolean {
  const { kind, id } = splitSubject(subject)
  if (kind === 'customer' || kind === 'allowance') return false
  const callback = kind === 'callback' ? floor.row('callback', id) : null
  if (callback !== null) return onBoardOrStray(callback.queue, sight, floor)
  if (caseId === null) return false
  return onBoardOrStray(floor.row('case', caseId)?.queue ?? null, sight, floor)
}

function reached<T extends RowType>(type: T): Judge<T> {
  return (row, sight, floor) => {
    const who = staff(sight)
    return who !== null && rowInReach(who.reach, type, row, floor)
  }
}

const supervisor: Judges = {
  queue: reached('queue'),
  board: reached('board'),
  agent: reached('agent'),
  contact: reached('contact'),
  callback: reached('callback'),
  recovery: reached('recovery'),
  case: reached('case'),
  promise: reached('promise'),
  handoff: reached('handoff'),
  approval: reached('approval'),
  assist: reached('assist'),
  allowance: reached('allowance'),
  team: reached('team'),
  department: reached('department'),
  notice: reached('notice'),
  alert: reached('alert'),
  feed: reached('feed'),
}

function ownQueues(sight: Sight, floor: AggregateReader): readonly string[] {
  const agent = staff(sight)?.agent ?? null
  return agent === null ? [] : (floor.row('agent', agent)?.queues ?? [])
}

function owned<T extends RowType>(type: T): Judge<T> {
  return (row, sight, floor) => {
    const who = staff(sight)
    return who !== null && isOwn(who, type, row, floor)
  }
}

/** A case that the customer comes again about, who rings at, talks with or was just spoken to by the caller: whose it is. */
function atHand(caseId: string | null, sight: Sight, floor: AggregateReader): boolean {
  const who = staff(sight)
  return who !== null && caseId !== null && ringsAt(who, caseId, floor)
}

const desk: Judges = {
  queue: (row, sight, floor) => ownQueues(sight, floor).includes(row.id),
  agent: owned('agent'),
  team: (row, sight) => row.id === staff(sight)?.team,
  contact: owned('contact'),
  outcome: owned('outcome'),
  callback: owned('callback'),
  case: (row, sight, floor) => owned('case')(row, sight, floor) || atHand(row.id, sight, floor),
  promise: (row, sight, floor) => owned('promise')(row, sight, floor) || atHand(row.case, sight, floor),
  handoff: (row, sight, floor) => owned('handoff')(row, sight, floor) || atHand(row.case, sight, floor),
  approval: owned('approval'),
  assist: owned('assist'),
  alert: owned('alert'),
  notice: (row, sight, floor) => row.queues.length === 0 || anyOf(row.queues, ownQueues(sight, floor)),
}

const alerts: Judges = {
  // By one's own row a page knows whether one's phone can be asked to dial.
  agent: owned('agent'),
  alert: (row, sight, floor) => {
    const who = staff(sight)
    return who !== null && (rowInReach(who.reach, 'alert', row, floor) || isOwn(who, 'alert', row, floor))
  },
  approval: (row, sight, floor) => {
    const who = staff(sight)
    return who !== null && isApprover(who, row, floor)
  },
  assist: (row, sight, floor) => {
    const who = staff(sight)
    return who !== null && (isCalledTo(who, row) || rowInReach(who.reach, 'assist', row, floor))
  },
}

/** Whether somebody was given an alert of the case, is asked for an approval of it, or was called to the desk about it. */
function isCalledIn(who: Staff, caseId: string, floor: AggregateReader): boolean {
  const holds = (id: string) => {
    const row = floor.row('alert', id)
    return row?.state === 'acked' && row.ackedBy === who.id
  }
  const decides = (id: string) => {
    const row = floor.row('approval', id)
    return row?.state === 'open' && isApprover(who, row, floor)
  }
  const helps = (id: string) => {
    const row = floor.row('assist', id)
    return row !== null && row.state !== 'ended' && isCalledTo(who, row)
  }
  return (
    floor.alertsIn(`case/${caseId}`).some(holds) ||
    floor
      .aggregate(caseId)
      .some(({ type, id }) => (type === 'approval' && decides(id)) || (type === 'assist' && helps(id)))
  )
}

/**
 * Whether the caller may see a case at all: its owner, the leads it belongs to, supervisors and admins, the agent at whom
 * a contact about it is, and who was given an alert, is asked for an approval of it or called to a desk about it.
 */
export function maySeeCase(who: Staff, row: RowTypes['case'], floor: AggregateReader): boolean {
  return (
    rowInReach(who.reach, 'case', row, floor) ||
    isOwn(who, 'case', row, floor) ||
    ringsAt(who, row.id, floor) ||
    isCalledIn(who, row.id, floor)
  )
}

function theCase(sight: Sight, floor: AggregateReader): Staff | null {
  const who = staff(sight)
  const row = sight.id === null ? null : floor.row('case', sight.id)
  return who !== null && row !== null && maySeeCase(who, row, floor) ? who : null
}

/** What is owed for a case is seen by whoever may see the case. */
const isOpenToAll: ReadonlySet<string> = new Set(['promise', 'handoff', 'approval', 'assist', 'alert'])

/** A member of the case's aggregate. Who sees it as owner only never sees another agent's contact or callback. */
function aggregate<
  T extends 'contact' | 'callback' | 'promise' | 'handoff' | 'approval' | 'assist' | 'alert',
>(type: T): Judge<T> {
  return (row, sight, floor) => {
    if (row.case === null || row.case !== sight.id) return false
    const who = theCase(sight, floor)
    if (who === null) return false
    const owning = floor.row('case', row.case)
    if (owning !== null && rowInReach(who.reach, 'case', owning, floor)) return true
    return isOpenToAll.has(type) || isOwn(who, type, row, floor)
  }
}

const oneCase: Judges = {
  agent: owned('agent'),
  case: (row, sight, floor) => row.id === sight.id && theCase(sight, floor) !== null,
  contact: aggregate('contact'),
  callback: aggregate('callback'),
  promise: aggregate('promise'),
  handoff: aggregate('handoff'),
  approval: aggregate('approval'),
  assist: aggregate('assist'),
  alert: aggregate('alert'),
}

/** Contract §5's table of views: which row types a view carries, and which rows of each. */
export const scopes: Readonly<Record<View, Judges>> = { wall, supervisor, desk, alerts, case: oneCase }

/** The row types that a view carries at all. */
export function typesOf(view: View): RowType[] {
  return keysOf(scopes[view])
}

/** Whether a row belongs to what this caller sees in this view. */
export function inScope<T extends RowType>(
  sight: Sight,
  type: T,
  row: RowTypes[T],
  floor: AggregateReader,
): boolean {
  const judge = scopes[sight.view][type]
  return judge?.(row, sight, floor) === true
}
