import type { Staff } from '../access/viewer.ts'
import type { HandoverScope } from './shift-handover.ts'

/**
 * Whether somebody may read the hand-over of a shift: what its maker (`madeBy`, an id) saw of the floor (`scope`) is read
 * by whoever sees as much of it, and by its maker. What somebody saw who sees no queue and no team is their own.
 */
export function mayReadHandover(
  { reach, id }: Pick<Staff, 'reach' | 'id'>,
  madeBy: string,
  scope: HandoverScope,
): boolean {
  if (reach === 'all' || madeBy === id) return true
  if (scope === 'all' || scope.queues.length + scope.teams.length === 0) return false
  return (
    scope.queues.every((queue) => reach.queues.has(queue)) &&
    scope.teams.every((team) => reach.teams.has(team)) &&
    (scope.strays !== true || reach.strays)
  )
}
