import type { Facts } from '../_shell/load-facts.ts'

type Queue = NonNullable<Facts['queues']>[number]

/**
 * The queues that a team works in; where the site gives none to any team, all. `isPbx`: those alone that a PBX has, for
 * chats are no queue of its.
 */
export function workQueues(queues: readonly Queue[], team: string | null, isPbx: boolean): Queue[] {
  const areEverybodys = queues.every((queue) => queue.team === null)
  return queues.filter(
    (queue) =>
      (areEverybodys || (team !== null && queue.team === team)) && (!isPbx || queue.channel === 'voice'),
  )
}
