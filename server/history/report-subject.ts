import { rowInReach } from '#core/access/reach.ts'
import type { Staff } from '#core/access/viewer.ts'
import type { ReportSubject } from '#core/api/interval-report.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { IntervalTable } from '#store/postgres/tables.ts'
import { type ApiAnswer, refuse } from '../api/answer.ts'
import { maySeeAgent, maySeeQueue } from '../api/may-see.ts'

/** Whose records are summed, and the target that stands beside their service level. */
export interface Summed {
  readonly of: ReportSubject
  /** Null: the whole site. */
  readonly id: string | null
  readonly kind: IntervalTable['kind']
  readonly subjects: readonly string[]
  readonly partial: boolean
  readonly target: { readonly share: number; readonly withinSec: number } | null
}

type Found = Summed | ApiAnswer

const notKnown = (of: string, id: string) => refuse(404, 'not_found', `${of} ${id}: not known`)
const notYours = (of: string, id: string) => refuse(403, 'forbidden', `${of} ${id}: not yours to see`)

function ofSite(viewer: Staff, floor: Floor): Summed {
  const all = [...floor.ids('queue')]
  const subjects = all.filter((id) => maySeeQueue(viewer, id, floor)).sort()
  const { target } = floor.wholeSite()
  return { of: 'site', id: null, kind: 'queue', subjects, partial: subjects.length < all.length, target }
}

function ofBoard(viewer: Staff, id: string, floor: Floor): Found {
  const row = floor.row('board', id)
  if (row === null) return notKnown('board', id)
  if (!rowInReach(viewer.reach, 'board', row, floor)) return notYours('board', id)
  return { of: 'board', id, kind: 'queue', subjects: row.queues, partial: false, target: row.target }
}

function ofQueue(viewer: Staff, id: string, floor: Floor): Found {
  const row = floor.row('queue', id)
  if (row === null) return notKnown('queue', id)
  if (!maySeeQueue(viewer, id, floor)) return notYours('queue', id)
  return { of: 'queue', id, kind: 'queue', subjects: [id], partial: false, target: row.target }
}

/** A team is its agents of today. */
function ofTeam(viewer: Staff, id: string, floor: Floor): Found {
  const row = floor.row('team', id)
  if (row === null) return notKnown('team', id)
  if (!rowInReach(viewer.reach, 'team', row, floor)) return notYours('team', id)
  const subjects = [...floor.ids('agent')].filter((agent) => floor.row('agent', agent)?.team === id).sort()
  return { of: 'team', id, kind: 'agent', subjects, partial: false, target: null }
}

function ofAgent(viewer: Staff, id: string, floor: Floor): Found {
  if (floor.row('agent', id) === null) return notKnown('agent', id)
  if (!maySeeAgent(viewer, id, floor)) return notYours('agent', id)
  return { of: 'agent', id, kind: 'agent', subjects: [id], partial: false, target: null }
}

const finders = { board: ofBoard, queue: ofQueue, team: ofTeam, agent: ofAgent }

/** Whose records a caller asked for, as far as they may see them. */
export function reportSubject(of: ReportSubject, id: string | null, viewer: Staff, floor: Floor): Found {
  if (of === 'site') return ofSite(viewer, floor)
  if (id === null || id === '') return refuse(400, 'bad_request', `id: which ${of} is missing`)
  return finders[of](viewer, id, floor)
}

/** Agents by name are told to those who may see the rows of all queues that are summed; to others those they may see. */
export function maySeeAgentByName(
  agent: string,
  { kind, subjects }: Summed,
  viewer: Staff,
  floor: Floor,
): boolean {
  const { reach } = viewer
  if (reach === 'all') return true
  const isOfAll = kind === 'queue' && subjects.every((queue) => reach.queues.has(queue))
  return isOfAll || maySeeAgent(viewer, agent, floor)
}
