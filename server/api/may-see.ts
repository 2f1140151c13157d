import { isOwn } from '#core/access/own.ts'
import { rowInReach } from '#core/access/reach.ts'
import type { Staff } from '#core/access/viewer.ts'
import type { Floor } from '#core/floor/floor.ts'

/** A queue's figures are for those who may see its row: by reach, or because they work in it. */
export function maySeeQueue(viewer: Staff, id: string, floor: Floor): boolean {
  const row = floor.row('queue', id)
  if (row === null) return false
  if (rowInReach(viewer.reach, 'queue', row, floor)) return true
  const agent = viewer.agent === null ? null : floor.row('agent', viewer.agent)
  return agent !== null && isOwn(viewer, 'agent', agent, floor) && agent.queues.includes(id)
}

/** An agent's figures are for those within whose reach they are, and the agent's own. */
export function maySeeAgent(viewer: Staff, id: string, floor: Floor): boolean {
  const row = floor.row('agent', id)
  if (row === null) return false
  return rowInReach(viewer.reach, 'agent', row, floor) || isOwn(viewer, 'agent', row, floor)
}
