import type { AgentFacts } from '../agents/agent-row.ts'
import type { Site } from './site-schema.ts'

/** The team that the site file puts an agent in. */
export function teamOfAgent(site: Site, agent: string): string | null {
  const person = site.people.find((candidate) => candidate.agent === agent)
  const team = site.teams.find(
    ({ members }) => members.includes(agent) || (person !== undefined && members.includes(person.id)),
  )
  return team?.id ?? person?.team ?? null
}

/** Agents that the site file names: people with an agent id, and members of teams that are no people. */
export function agentsOf(site: Site): string[] {
  const people = new Set(site.people.map((person) => person.id))
  const members = site.teams.flatMap((team) => team.members.filter((member) => !people.has(member)))
  return [...site.people.flatMap((person) => person.agent ?? []), ...members]
}

/** Queues that the site file names: those of `queues`, and those that only a board names. */
export function queuesOf(site: Pick<Site, 'queues' | 'boards'>): Set<string> {
  return new Set([...site.queues.map(({ id }) => id), ...site.boards.flatMap((board) => board.queues)])
}

/** What the site file says of each agent that it names. */
export function factsOf(site: Site): Map<string, AgentFacts> {
  const names = new Map(site.people.flatMap((person) => (person.agent ? [[person.agent, person.name]] : [])))
  return new Map(
    agentsOf(site).map((id) => [id, { name: names.get(id) ?? null, team: teamOfAgent(site, id) }]),
  )
}
