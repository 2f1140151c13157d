import type { View } from '../rows/protocol.ts'
import type { RowTypes } from '../rows/row.ts'
import { type AggregateReader, rowInReach } from './reach.ts'
import { queuesOfAgent } from './references.ts'
import { maySeeCase, type Sight, seesMetricsOnly } from './scope.ts'
import type { Staff, Viewer } from './viewer.ts'

export type MayWatch = { ok: true; sight: Sight } | { ok: false; code: WatchRefusal }
export type WatchRefusal = 'forbidden' | 'not_found' | 'no_agent' | 'bad_request'

const refuse = (code: WatchRefusal): MayWatch => ({ ok: false, code })

/** Whether a board is for somebody of the staff: it lies in their reach, or shows nothing but queues of their own. */
function isBoardOf(who: Staff, row: RowTypes['board'], floor: AggregateReader): boolean {
  if (!seesMetricsOnly(who)) return rowInReach(who.reach, 'board', row, floor)
  if (who.agent === null || row.queues.length === 0) return false
  const own = queuesOfAgent(who.agent, floor)
  return row.queues.every((queue) => own.has(queue))
}

function watchWall(viewer: Viewer, id: string | undefined, floor: AggregateReader): MayWatch {
  if (id === undefined) return refuse('bad_request')
  if (viewer.kind === 'screen' && !viewer.boards.includes(id)) return refuse('forbidden')
  const row = floor.row('board', id)
  if (row === null) return refuse('not_found')
  if (viewer.kind !== 'screen' && !isBoardOf(viewer, row, floor)) return refuse('forbidden')
  return { ok: true, sight: { viewer, view: 'wall', id } }
}

function watchCase(viewer: Staff, id: string | undefined, floor: AggregateReader): MayWatch {
  if (id === undefined) return refuse('bad_request')
  const row = floor.row('case', id)
  if (row === null) return refuse('not_found')
  if (!maySeeCase(viewer, row, floor)) return refuse('forbidden')
  return { ok: true, sight: { viewer, view: 'case', id } }
}

/**
 * Whether a caller may look at a view (contract §5): a paired screen at its board, the staff at boards in their reach
 * and an agent at those of own queues; leads and above at the supervisor's view (within their reach), who is an agent at
 * the desk, who may see the case at a case.
 */
export function mayWatch(
  viewer: Viewer,
  view: View,
  id: string | undefined,
  floor: AggregateReader,
): MayWatch {
  if (view === 'wall') return watchWall(viewer, id, floor)
  if (viewer.kind === 'screen') return refuse('forbidden')
  switch (view) {
    case 'supervisor':
      return viewer.role === 'agent' ? refuse('forbidden') : { ok: true, sight: { viewer, view, id: null } }
    case 'desk':
      return viewer.agent === null ? refuse('no_agent') : { ok: true, sight: { viewer, view, id: null } }
    case 'alerts':
      return { ok: true, sight: { viewer, view, id: null } }
    case 'case':
      return watchCase(viewer, id, floor)
    default:
      return view satisfies never
  }
}

function reachKey(viewer: Staff): unknown {
  const { reach } = viewer
  return reach === 'all' ? 'all' : [[...reach.queues].sort(), [...reach.teams].sort(), reach.strays]
}

/**
 * Two sights with equal keys see the same rows in the same words, so they may share one channel.
 * A wall is the same for all who see the whole site and for all who see figures only; else it depends, like the
 * supervisor's view, on reach alone, the others on the person too.
 */
export function sightKey({ viewer, view, id }: Sight): string {
  if (viewer.kind === 'screen') return JSON.stringify([view, id])
  if (view === 'wall') {
    if (viewer.reach === 'all') return JSON.stringify([view, id])
    return JSON.stringify([view, id, seesMetricsOnly(viewer) ? 'figures' : reachKey(viewer)])
  }
  if (view === 'supervisor') return JSON.stringify([view, reachKey(viewer), viewer.unmask])
  const person = [viewer.kind, viewer.id, viewer.agent, viewer.team]
  return JSON.stringify([view, id, person, reachKey(viewer), viewer.unmask])
}
