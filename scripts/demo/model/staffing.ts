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
  /** How many agents' time its contacts take at full load: less than its agents where they help elsewhere. */
  readonly capacity: number
}

export interface Skills {
  readonly own: readonly string[]
  readonly helps: readonly string[]
}

export interface DemoStaffing {
  readonly teams: readonly SimTeam[]
  readonly queues: readonly SimQueue[]
  readonly departments: readonly string[]
  readonly supervisors: readonly string[]
  readonly causes: readonly string[]
  /** Queues that an agent serves: those of the own team, and those it helps with. */
  skillsOf(agent: string): Skills
}

/** Median talk and wrap-up in seconds, by what a queue is. */
const VOICE = { talkSec: 190, wrapSec: 22 }
const COMPLAINT = { talkSec: 330, wrapSec: 50 }
/** Complaints take this share of their team's time. */
const COMPLAINTS_TIME = 0.33
const CHAT = { talkSec: 420, wrapSec: 20 }

/** Null where the site file has no team with members whose queues could be called. */
export function staffingOf(site: Site): DemoStaffing | null {
  const own = site.teams
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
      const agents = agentsOf(site, team.members)
      return { id: team.id, agents, queues, capacity: agents.length }
    })
    .filter(({ agents, queues }) => agents.length > 0 && queues.length > 0)
  if (own.length === 0) return null
  const largest = own.reduce((a, b) => (b.agents.length > a.agents.length ? b : a))
  // Whoever takes complaints helps the largest team between them, for complaints come seldom.
  const helps = (team: SimTeam) => team !== largest && team.queues.some(({ isComplaints }) => isComplaints)
  const lent = own.filter(helps).reduce((sum, { agents }) => sum + agents.length * (1 - COMPLAINTS_TIME), 0)
  const teams = own.map((team) => ({
    ...team,
    capacity: team === largest ? team.capacity + lent : team.capacity * (helps(team) ? COMPLAINTS_TIME : 1),
  }))
  const skills = new Map<string, Skills>()
  for (const team of own)
    for (const [index, agent] of team.agents.entries())
      skills.set(agent, { own: team.queues.map(({ id }) => id), helps: helpedBy(team, index) })

  function helpedBy(team: SimTeam, index: number): string[] {
    if (helps(team)) return largest.queues.map(({ id }) => id)
    // Some of the largest team know the others' calls too.
    if (team !== largest || index % 3 !== 0) return []
    return own
      .filter((other) => other !== team && !helps(other))
      .flatMap(({ queues }) => queues.filter(({ isChat }) => !isChat).map(({ id }) => id))
  }

  return {
    teams,
    queues: teams.flatMap(({ queues }) => queues),
    departments: site.departments.filter(({ lead }) => lead === undefined).map(({ id }) => id),
    supervisors: site.people
      .filter(({ role }) => role === 'supervisor' || role === 'lead')
      .map(({ id }) => id),
    causes: site.causes.map(({ id }) => id),
    skillsOf: (agent) => skills.get(agent) ?? { own: [], helps: [] },
  }
}

function agentsOf(site: Site, members: readonly string[]): string[] {
  const people = new Map(site.people.map((person) => [person.id, person]))
  return members.flatMap((member) => {
    const person = people.get(member)
    return person === undefined ? [member] : (person.agent ?? [])
  })
}
