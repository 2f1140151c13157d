import type { Site } from '../site/site-schema.ts'
import type { ShownFloor } from './reach.ts'
import { type AccessVerdict, refusal } from './verdict.ts'

type Person = Site['people'][number]

/** The agent's number of a person; null: they have none. */
export const agentOfPerson = ({ id, role, agent }: Person): string | null =>
  agent ?? (role === 'agent' ? id : null)

/** Whether an agent has left: whoever had their number was disabled, and nobody works under it. */
export function hasLeft(agent: string, { site, row }: Pick<ShownFloor, 'site' | 'row'>): boolean {
  const whose = site.people.filter((person) => agentOfPerson(person) === agent)
  const isDisabled = whose.length > 0 && whose.every(({ disabled }) => disabled === true)
  return isDisabled && (row('agent', agent)?.state ?? 'offline') === 'offline'
}

/** What is answered to who gives something to somebody who has left. */
export const leftVerdict = (field: string, id: string): AccessVerdict =>
  refusal('left', `${field}: ${id} has left`)
