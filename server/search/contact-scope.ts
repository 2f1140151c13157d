import { ownershipInReach } from '#core/access/reach.ts'
import type { Staff } from '#core/access/viewer.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { ContactScope } from '#store/postgres/record-reader.ts'

/** Whose contacts somebody may see, as the archive is asked: those of their queues, of agents in their reach, their own. */
export function contactScope({ reach, agent }: Staff, floor: Pick<Floor, 'ids' | 'row'>): ContactScope {
  if (reach === 'all') return { reach, agent, agents: [] }
  const agents = [...floor.ids('agent')].filter((id) => ownershipInReach(reach, { agent: id }, floor))
  return { reach, agent, agents: agent === null ? agents : [...agents, agent] }
}
