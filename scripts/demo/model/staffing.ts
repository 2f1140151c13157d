import type { Site } from '#core/site/site-schema.ts'

/** Who can do what on the simulated floor, read from the site file: an agent serves the queues of the own team. */

export interface SimQueue {
  readonly id: string
  readonly isChat: boolean
  readonly isComplaints: boolean
  readonly team: string
  /** Share of its team's contacts. */
  readonly share: number
  readonly talkSec: number
  readonly wrapSec: number
  readonly withinSec: number
}

export interface SimTeam {
  readonly id: string
  readonly agents: readonly string[]
  readonly queues: readonly SimQueue[]
}

export interface Staffing {
  readonly teams: readonly SimTeam[]
  readonly queues: readonly SimQueue[]
  readonly departments: readonly string[]
  readonly supervisors: readonly string[]
  readonly causes: readonly string[]
  /** Queues that an agent serves: those of the own team first, then those it helps with. */
  skillsOf(agent: string): readonly string[]
}

/** Median talk and wrap-up in seconds, by what a queue is. */
const VOICE = { talkSec: 190, wrapSec: 22 }
const COMPLAINT = { talkSec: 330, wrapSec: 50 }
const CHAT = { talkSec: 420, wrapSec: 20 }

/** Null where the site file has no team with members whose queues could be called. */
export function staffingOf(site: Site): Staffing | null {
  const teams = site.teams
    .map((team): SimTeam => {
      const own = site.queues.filter((queue) => queue.team === team.id)
      const queues = own.map((queue, index): SimQueue => {
        const isChat = queue.channel !== undefined && queue.channel !== 'voice'
        const isComplaints = queue.opens === 'complaint'
        return {
          id: queue.id,
          isChat,
          isComplaints,
          team: team.id,
          // The first queue of a team is its largest.
          share: (own.length - index) / ((own.length * (own.length + 1)) / 2),
          ...(isChat ? CHAT : isComplaints ? COMPLAINT : VOICE),
          withinSec: queue.target?.withinSec ?? 20,
        }
      })
      return { id: team.id, agents: agentsOf(site, team.members), queues }
    })
    .filter(({ agents, queues }) => agents.length > 0 && queues.length > 0)
  if (teams.length === 0) return null
  const largest = teams.reduce((a, b) => (b.agents.length > a.agents.length ? b : a))
  const skills = new Map<string, readonly string[]>()
  for (const team of teams) {
    // Whoever takes complaints helps the largest team between them, for complaints come seldom.
    const helps = team.queues.some(({ isComplaints }) => isComplaints) && team !== largest
    const queues = [...team.queues, ...(helps ? largest.queues : [])].map(({ id }) => id)
    for (const agent of team.agents) skills.set(agent, queues)
  }
  return {
    teams,
    queues: teams.flatMap(({ queues }) => queues),
    departments: site.departments.filter(({ lead }) => lead === undefined).map(({ id }) => id),
    supervisors: site.people
      .filter(({ role }) => role === 'supervisor' || role === 'lead')
      .map(({ id }) => id),
    causes: site.causes.map(({ id }) => id),
    skillsOf: (agent) => skills.get(agent) ?? [],
  }
}

function agentsOf(site: Site, members: readonly string[]): string[] {
  const people = new Map(site.people.map((person) => [person.id, person]))
  return members.flatMap((member) => {
    const person = people.get(member)
    return person === undefined ? [member] : (person.agent ?? [])
  })
}
