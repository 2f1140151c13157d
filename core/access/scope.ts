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

type Judge<T extends RowType> = (row: RowTypes[T], sight: Sight, look: AggregateReader) => boolean
type Judges = { [T in RowType]?: Judge<T> }

const staff = (sight: Sight): Staff | null => (sight.viewer.kind === 'screen' ? null : sight.viewer)

function boardQueues(sight: Sight, look: AggregateReader): readonly string[] {
  return sight.id === null ? [] : (look.row('board', sight.id)?.queues ?? [])
}

function onBoard(queue: string | null, sight: Sight, look: AggregateReader): boolean {
  return queue !== null && boardQueues(sight, look).includes(queue)
}

/** What belongs to no queue is on every board: a complaint that nobody's queue holds is still owed. */
const onBoardOrStray = (queue: string | null, sight: Sight, look: AggregateReader) =>
  queue === null || onBoard(queue, sight, look)

const anyOf = (queues: readonly string[], wanted: readonly string[]) =>
  queues.some((queue) => wanted.includes(queue))

/**
 * What a wall shows to this caller: a paired screen all of its board; leads and supervisors what of it lies in their
 * reach; an agent figures only.
 */
function onWall<T extends RowType>(judge: Judge<T>, isReached: Judge<T>): Judge<T> {
  return (row, sight, look) => {
    const who = staff(sight)
    if (who !== null && (seesMetricsOnly(who) || !isReached(row, sight, look))) return false
    return judge(row, sight, look)
  }
}

/** An agent who leads nobody sees of a wall only what is counted. */
export function seesMetricsOnly({ role, reach }: Staff): boolean {
  return role === 'agent' && reach !== 'all' && reach.queues.size === 0 && reach.teams.size === 0
}

const wall: Judges = {
  board: (row, sight) => row.id === sight.id,
  queue: (row, sight, look) => onBoard(row.id, sight, look),
  agent: onWall((row, sight, look) => anyOf(row.queues, boardQueues(sight, look)), reached('agent')),
  notice: (row, sight, look) => row.queues.length === 0 || anyOf(row.queues, boardQueues(sight, look)),
  feed: () => true,
  case: onWall(
    (row, sight, look) => row.state !== 'resolved' && onBoardOrStray(row.queue, sight, look),
    reached('case'),
  ),
  callback: onWall((row, sight, look) => onBoardOrStray(row.queue, sight, look), reached('callback')),
  promise: onWall((row, sight, look) => {
    const queue = row.case === null ? null : (look.row('case', row.case)?.queue ?? null)
    return (row.state === 'open' || row.state === 'broken') && onBoardOrStray(queue, sight, look)
  }, reached('promise')),
  alert: onWall((row, sight, look) => row.state === 'acked' && isOfStrip(row, sight, look), reached('alert')),
}

/** Whether it is about something that a strip of countdowns can hold; a customer's own record would carry their key onto a wall. */
function isOfStrip(
  { subject, case: caseId }: RowTypes['alert'],
  sight: Sight,
  look: AggregateReader,
): boolean {
  const { kind, id } = splitSubject(subject)
  if (kind === 'customer' || kind === 'allowance') return false
  const callback = kind === 'callback' ? look.row('callback', id) : null
  if (callback !== null) return onBoardOrStray(callback.queue, sight, look)
  if (caseId === null) return false
  return onBoardOrStray(look.row('case', caseId)?.queue ?? null, sight, look)
}

function reached<T extends RowType>(type: T): Judge<T> {
  return (row, sight, look) => {
    const who = staff(sight)
    return who !== null && rowInReach(who.reach, type, row, look)
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

function ownQueues(sight: Sight, look: AggregateReader): readonly string[] {
  const agent = staff(sight)?.agent ?? null
  return agent === null ? [] : (look.row('agent', agent)?.queues ?? [])
}

function owned<T extends RowType>(type: T): Judge<T> {
  return (row, sight, look) => {
    const who = staff(sight)
    return who !== null && isOwn(who, type, row, look)
  }
}

/** A case that the customer comes again about, who rings at, talks with or was just spoken to by the caller: whose it is. */
function atHand(caseId: string | null, sight: Sight, look: AggregateReader): boolean {
  const who = staff(sight)
  return who !== null && caseId !== null && ringsAt(who, caseId, look)
}

const desk: Judges = {
  queue: (row, sight, look) => ownQueues(sight, look).includes(row.id),
  agent: owned('agent'),
  team: (row, sight) => row.id === staff(sight)?.team,
  contact: owned('contact'),
  outcome: owned('outcome'),
  callback: owned('callback'),
  case: (row, sight, look) => owned('case')(row, sight, look) || atHand(row.id, sight, look),
  promise: (row, sight, look) => owned('promise')(row, sight, look) || atHand(row.case, sight, look),
  handoff: (row, sight, look) => owned('handoff')(row, sight, look) || atHand(row.case, sight, look),
  approval: owned('approval'),
  assist: owned('assist'),
  alert: owned('alert'),
  notice: (row, sight, look) => row.queues.length === 0 || anyOf(row.queues, ownQueues(sight, look)),
}

const alerts: Judges = {
  // By one's own row a page knows whether one's phone can be asked to dial.
  agent: owned('agent'),
  alert: (row, sight, look) => {
    const who = staff(sight)
    return who !== null && (rowInReach(who.reach, 'alert', row, look) || isOwn(who, 'alert', row, look))
  },
  approval: (row, sight, look) => {
    const who = staff(sight)
    return who !== null && isApprover(who, row, look)
  },
  assist: (row, sight, look) => {
    const who = staff(sight)
    return who !== null && (isCalledTo(who, row) || rowInReach(who.reach, 'assist', row, look))
  },
}

/** Whether somebody was given an alert of the case, is asked for an approval of it, or was called to the desk about it. */
function isCalledIn(who: Staff, caseId: string, look: AggregateReader): boolean {
  const holds = (id: string) => {
    const row = look.row('alert', id)
    return row?.state === 'acked' && row.ackedBy === who.id
  }
  const decides = (id: string) => {
    const row = look.row('approval', id)
    return row?.state === 'open' && isApprover(who, row, look)
  }
  const helps = (id: string) => {
    const row = look.row('assist', id)
    return row !== null && row.state !== 'ended' && isCalledTo(who, row)
  }
  return (
    look.alertsIn(`case/${caseId}`).some(holds) ||
    look
      .aggregate(caseId)
      .some(({ type, id }) => (type === 'approval' && decides(id)) || (type === 'assist' && helps(id)))
  )
}

/**
 * Whether the caller may see a case at all: its owner, the leads it belongs to, supervisors and admins, the agent at whom
 * a contact about it is, and who was given an alert, is asked for an approval of it or called to a desk about it.
 */
export function maySeeCase(who: Staff, row: RowTypes['case'], look: AggregateReader): boolean {
  return (
    rowInReach(who.reach, 'case', row, look) ||
    isOwn(who, 'case', row, look) ||
    ringsAt(who, row.id, look) ||
    isCalledIn(who, row.id, look)
  )
}

function theCase(sight: Sight, look: AggregateReader): Staff | null {
  const who = staff(sight)
  const row = sight.id === null ? null : look.row('case', sight.id)
  return who !== null && row !== null && maySeeCase(who, row, look) ? who : null
}

/** What is owed for a case is seen by whoever may see the case. */
const isOpenToAll: ReadonlySet<string> = new Set(['promise', 'handoff', 'approval', 'assist', 'alert'])

/** A member of the case's aggregate. Who sees it as owner only never sees another agent's contact or callback. */
function aggregate<
  T extends 'contact' | 'callback' | 'promise' | 'handoff' | 'approval' | 'assist' | 'alert',
>(type: T): Judge<T> {
  return (row, sight, look) => {
    if (row.case === null || row.case !== sight.id) return false
    const who = theCase(sight, look)
    if (who === null) return false
    const owning = look.row('case', row.case)
    if (owning !== null && rowInReach(who.reach, 'case', owning, look)) return true
    return isOpenToAll.has(type) || isOwn(who, type, row, look)
  }
}

const oneCase: Judges = {
  agent: owned('agent'),
  case: (row, sight, look) => row.id === sight.id && theCase(sight, look) !== null,
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
  look: AggregateReader,
): boolean {
  const judge = scopes[sight.view][type]
  return judge?.(row, sight, look) === true
}
