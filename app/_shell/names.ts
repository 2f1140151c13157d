'use client'
import { readableId } from '#core/event/readable-id.ts'
import type { AgentRow } from '#core/rows/row.ts'
import { useRowValue } from '../_live/use-live.ts'
import { useFacts } from './facts.ts'
import type { Facts } from './load-facts.ts'

const known = new WeakMap<Facts, ReadonlyMap<string, string>>()

/** Names of people and agents by every id that they have; made once, for a hall has hundreds and a list asks for each line. */
function namesOf(facts: Facts): ReadonlyMap<string, string> {
  const before = known.get(facts)
  if (before !== undefined) return before
  const names = new Map((facts.agents ?? []).map(({ id, name }) => [id, name]))
  for (const { agent, name } of facts.people ?? []) if (agent != null) names.set(agent, name)
  for (const { id, name } of facts.people ?? []) names.set(id, name)
  known.set(facts, names)
  return names
}

const nameOfRow = ({ name }: AgentRow) => name

/** Somebody's name, by the id of an agent or of a person; the id itself where no name is known. */
export function useAgentName(id: string | null): string | null {
  const live = useRowValue('agent', id ?? '', nameOfRow)
  const names = namesOf(useFacts())
  return id === null ? null : (live ?? names.get(id) ?? id)
}

/** The name of a person or an agent by their id, where it is asked for more than one; the id itself where none is known. */
export function useNameOfAnyone(): (id: string) => string {
  const names = namesOf(useFacts())
  return (id) => names.get(id) ?? id
}

/** The name of a queue by its id, as readers know it. */
export function useQueueName(): (id: string) => string {
  const { queues = [] } = useFacts()
  return (id) => queues.find((queue) => queue.id === id)?.name ?? readableId(id)
}

/** A department's name. */
export function useDepartmentName(id: string | null): string | null {
  const { departments = [] } = useFacts()
  return id === null ? null : (departments.find((each) => each.id === id)?.name ?? id)
}

/** A person's name by their id; the id itself where no name is known. */
export function usePersonName(): (id: string) => string {
  const { people = [] } = useFacts()
  return (id) => people.find((person) => person.id === id)?.name ?? id
}
