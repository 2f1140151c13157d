import { splitSubject } from '../event/subject.ts'
import type { Floor } from '../floor/floor.ts'
import type { CaseRow } from '../rows/case-rows.ts'
import type { AlertRow, RowType, RowTypes } from '../rows/row.ts'
import { isRowType } from '../rows/row-types.ts'
import type { ViewerReach } from './viewer.ts'

/** What placing a row reads of the floor. */
export type RowReader = Pick<Floor, 'row'>
/** What scoping reads of the floor. */
export type SiteReader = Pick<Floor, 'row' | 'site'>
/** What scoping a case reads of the floor: alerts and approvals of it. */
export type AggregateReader = SiteReader & Pick<Floor, 'aggregate' | 'alertsIn'>
/** What showing reads of the floor. */
export type ShownFloor = Pick<
  Floor,
  | 'row'
  | 'ids'
  | 'pos'
  | 'now'
  | 'site'
  | 'eventsOf'
  | 'aggregate'
  | 'ofCustomer'
  | 'openWork'
  | 'alertEvents'
  | 'alertsIn'
>
type InReach = { [T in RowType]: (reach: ViewerReach, row: RowTypes[T], floor: RowReader) => boolean }

interface RowOwnership {
  queue?: string | null
  team?: string | null
  agent?: string | null
}

function agentTeam(floor: RowReader, agent: string | null | undefined): string | null {
  return agent ? (floor.row('agent', agent)?.team ?? null) : null
}

/** Whether a place is reached: by its queue, by its team, or by its agent's team; a stray by `strays` only. */
export function ownershipInReach(reach: ViewerReach, ownership: RowOwnership, floor: RowReader): boolean {
  if (reach === 'all') return true
  if (ownership.queue && reach.queues.has(ownership.queue)) return true
  if (ownership.team && reach.teams.has(ownership.team)) return true
  const team = agentTeam(floor, ownership.agent)
  if (team !== null && reach.teams.has(team)) return true
  return reach.strays && !ownership.queue && !ownership.team && team === null
}

/** A case is its own team's, else its queue's team's, else its owner's team's (contract §5). */
function caseInReach(reach: ViewerReach, row: CaseRow, floor: RowReader): boolean {
  if (reach === 'all') return true
  if (row.team !== null && reach.teams.has(row.team)) return true
  // A supervisor's scope names queues too; a lead's queues follow from teams and yield to the case's own team.
  if (row.queue !== null && reach.queues.has(row.queue) && (row.team === null || reach.strays)) return true
  if (row.team !== null || row.queue !== null) return false
  return ownershipInReach(reach, { agent: row.owner }, floor)
}

function ofCase(
  reach: ViewerReach,
  row: { case: string | null },
  floor: RowReader,
  ownership: RowOwnership,
): boolean {
  if (reach === 'all') return true
  const owning = row.case === null ? null : floor.row('case', row.case)
  return owning === null ? ownershipInReach(reach, ownership, floor) : caseInReach(reach, owning, floor)
}

/** The row that a subject such as `case/C1` names, judged like any other. */
function subjectInReach(reach: ViewerReach, subject: string, floor: RowReader): boolean {
  const { kind, id } = splitSubject(subject)
  if (!isRowType(kind) || kind === 'alert') return reach === 'all' || reach.strays
  const row = floor.row(kind, id)
  if (row === null) return reach === 'all' || reach.strays
  return rowInReach(reach, kind, row, floor)
}

function alertInReach(reach: ViewerReach, row: AlertRow, floor: RowReader): boolean {
  if (reach === 'all') return true
  if (row.team !== null && reach.teams.has(row.team)) return true
  const owning = row.case === null ? null : floor.row('case', row.case)
  if (owning !== null) return caseInReach(reach, owning, floor)
  return row.team === null && subjectInReach(reach, row.subject, floor)
}

const anyQueue = (reach: ViewerReach, queues: readonly string[]) =>
  reach === 'all' || queues.some((queue) => reach.queues.has(queue))

const inReach: InReach = {
  queue: (reach, row) => reach === 'all' || reach.queues.has(row.id),
  board: (reach, row) => reach === 'all' || row.queues.every((queue) => reach.queues.has(queue)),
  agent: (reach, row) =>
    anyQueue(reach, row.queues) || (reach !== 'all' && row.team !== null && reach.teams.has(row.team)),
  contact: (reach, row, floor) => ownershipInReach(reach, row, floor),
  callback: (reach, row, floor) => ownershipInReach(reach, row, floor),
  recovery: (reach, row, floor) => ownershipInReach(reach, row, floor),
  outcome: (reach, row, floor) => ownershipInReach(reach, row, floor),
  case: caseInReach,
  promise: (reach, row, floor) => ofCase(reach, row, floor, { agent: row.owner }),
  handoff: (reach, row, floor) => ofCase(reach, row, floor, {}),
  approval: (reach, row, floor) => ofCase(reach, row, floor, {}),
  assist: (reach, { agent }, floor) => ownershipInReach(reach, { agent }, floor),
  allowance: (reach) => reach === 'all' || reach.strays,
  team: (reach, row) => reach === 'all' || reach.teams.has(row.id),
  department: () => true,
  notice: (reach, row) => row.queues.length === 0 || anyQueue(reach, row.queues),
  alert: alertInReach,
  feed: () => true,
}

/** Whether a row lies within the queues and teams that a lead or supervisor may see. */
export function rowInReach<T extends RowType>(
  reach: ViewerReach,
  type: T,
  row: RowTypes[T],
  floor: RowReader,
): boolean {
  return inReach[type](reach, row, floor)
}
