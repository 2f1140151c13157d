'use client'
import { useRow } from '../_live/use-live.ts'
import { useFacts } from './facts.ts'

/** Somebody's name, by the id of an agent or of a person; the id itself where no name is known. */
export function useAgentName(id: string | null): string | null {
  const row = useRow('agent', id ?? '')
  const { people = [], agents = [] } = useFacts()
  if (id === null) return null
  const named = people.find((person) => person.agent === id || person.id === id)
  return row?.name ?? named?.name ?? agents.find((agent) => agent.id === id)?.name ?? id
}

/** The name of a person or an agent by their id, where it is asked for more than one; the id itself where none is known. */
export function useNameOfAnyone(): (id: string) => string {
  const { people = [], agents = [] } = useFacts()
  return (id) =>
    people.find((person) => person.id === id || person.agent === id)?.name ??
    agents.find((agent) => agent.id === id)?.name ??
    id
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
