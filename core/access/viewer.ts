import type { Role, Site } from '../site/site-schema.ts'
import { agentOfPerson } from './agent-of-person.ts'

/** Who asks, as sign-in found out: a person of the site file, an API token, or a paired wall screen. */
export type Identity =
  | { kind: 'person'; person: string }
  | { kind: 'token'; name: string; role: Role; agent: string | null }
  /** `boards`: those that follow its own, in turn. */
  | { kind: 'screen'; screen: string; board: string; boards?: readonly string[] }

/** The queues and teams whose rows a viewer may see; `strays`: also what belongs to no queue and no team. */
export interface PeopleReach {
  queues: ReadonlySet<string>
  teams: ReadonlySet<string>
  strays: boolean
}
export type ViewerReach = 'all' | PeopleReach

export interface Staff {
  kind: 'person' | 'token'
  /** The person's id, or the token's name. */
  id: string
  role: Role
  agent: string | null
  team: string | null
  reach: ViewerReach
  unmask: boolean
}
export interface WallScreen {
  kind: 'screen'
  id: string
  board: string
  /** Those that it may show, its own first. */
  boards: readonly string[]
}
/** Whoever may see rows, with all that decides which. */
export type Viewer = Staff | WallScreen

function queuesOfTeams(site: Site, teams: ReadonlySet<string>): string[] {
  return site.queues.filter((queue) => queue.team !== undefined && teams.has(queue.team)).map(({ id }) => id)
}

function ledTeams(site: Site, person: string, agent: string | null): Set<string> {
  const leads = (ids: string[]) => ids.includes(person) || (agent !== null && ids.includes(agent))
  return new Set(site.teams.filter((team) => leads(team.leads)).map(({ id }) => id))
}

function places(
  site: Site,
  teams: ReadonlySet<string>,
  queues: readonly string[],
  strays: boolean,
): PeopleReach {
  return { teams, queues: new Set([...queues, ...queuesOfTeams(site, teams)]), strays }
}

function teamOf(site: Site, person: string, agent: string | null): string | null {
  const holds = (ids: string[]) => ids.includes(person) || (agent !== null && ids.includes(agent))
  return site.teams.find((team) => holds(team.members) || holds(team.leads))?.id ?? null
}

function personReach(site: Site, person: Site['people'][number], agent: string | null): ViewerReach {
  if (person.role === 'admin') return 'all'
  if (person.role === 'supervisor') {
    if (person.scope === undefined) return 'all'
    return places(site, new Set(person.scope.teams), person.scope.queues ?? [], true)
  }
  const led = ledTeams(site, person.id, agent)
  // A lead whom no team names still leads the team they are in: else nobody would hear of it.
  if (person.role === 'lead' && led.size === 0 && person.team !== undefined) led.add(person.team)
  return places(site, led, [], false)
}

function personViewer(site: Site, id: string): Viewer | null {
  const person = site.people.find((candidate) => candidate.id === id)
  if (person === undefined || person.disabled) return null
  const agent = agentOfPerson(person)
  return {
    kind: 'person',
    id,
    role: person.role,
    agent,
    team: person.team ?? teamOf(site, id, agent),
    reach: personReach(site, person, agent),
    unmask: site.privacy.unmask.includes(person.role),
  }
}

function tokenReach(site: Site, role: Role, agent: string | null): ViewerReach {
  if (role === 'admin' || role === 'supervisor') return 'all'
  const led = role === 'lead' && agent !== null ? ledTeams(site, agent, agent) : new Set<string>()
  return places(site, led, [], false)
}

/**
 * What an identity may see under the site file in force: role, agent, team, reach and whether unmasked.
 * `null`: the person is not in the file or disabled, or the screen's board is gone.
 */
export function viewerOf(site: Site, identity: Identity): Viewer | null {
  if (identity.kind === 'person') return personViewer(site, identity.person)
  if (identity.kind === 'screen') {
    const { screen: id, board, boards = [] } = identity
    const known = site.boards.some((one) => one.id === board)
    return known ? { kind: 'screen', id, board, boards: [board, ...boards] } : null
  }
  const { name, role, agent } = identity
  return {
    kind: 'token',
    id: name,
    role,
    agent,
    team: agent === null ? null : teamOf(site, agent, agent),
    reach: tokenReach(site, role, agent),
    unmask: site.privacy.unmask.includes(role),
  }
}
