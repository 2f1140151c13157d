import { agentOfPerson } from './agent-of-person.ts'
import type { ShownFloor } from './reach.ts'
import { type AccessVerdict, refusal } from './verdict.ts'

/** Whether an agent has left: whoever had their number was disabled, and nobody works under it. */
export function hasLeft(agent: string, { site, row }: Pick<ShownFloor, 'site' | 'row'>): boolean {
  const whose = site.people.filter((person) => agentOfPerson(person) === agent)
  const isDisabled = whose.length > 0 && whose.every(({ disabled }) => disabled === true)
  return isDisabled && (row('agent', agent)?.state ?? 'offline') === 'offline'
}

/** What is answered to who gives something to somebody who has left. */
export const leftVerdict = (field: string, id: string): AccessVerdict =>
  refusal('left', `${field}: ${id} has left`)
