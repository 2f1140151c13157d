const NOBODY: ReadonlySet<string> = new Set()

/** Which agents are in which team, kept as they come and move, so that a team's figures walk its own agents only. */
export interface TeamMembers {
  /** The agent is in this team from now on; null: in none. */
  put(agent: string, team: string | null): void
  /** The agents of a team, in the order in which they came to it. */
  of(team: string): ReadonlySet<string>
  teamOf(agent: string): string | null
}

export function createTeamMembers(): TeamMembers {
  const teams = new Map<string, Set<string>>()
  const byAgent = new Map<string, string>()
  return {
    put(agent, team) {
      const before = byAgent.get(agent) ?? null
      if (before === team) return
      if (before !== null) teams.get(before)?.delete(agent)
      if (team === null) {
        byAgent.delete(agent)
        return
      }
      byAgent.set(agent, team)
      teams.set(team, (teams.get(team) ?? new Set()).add(agent))
    },
    of: (team) => teams.get(team) ?? NOBODY,
    teamOf: (agent) => byAgent.get(agent) ?? null,
  }
}
