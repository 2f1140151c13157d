const NOBODY: ReadonlySet<string> = new Set()

/** Which agents are in which team, kept as they come and move. */
export interface TeamMembers {
  /** The agent, of whom something changed, is in this team from now on; null: in none. */
  put(agent: string, team: string | null): void
  /** The agents of a team, in the order in which they came to it. */
  of(team: string): ReadonlySet<string>
  teamOf(agent: string): string | null
  /** Those who changed, came or left since they were taken last. */
  takeChanged(team: string): ReadonlySet<string>
}

export function createTeamMembers(): TeamMembers {
  const teams = new Map<string, Set<string>>()
  const byAgent = new Map<string, string>()
  const changed = new Map<string, Set<string>>()

  function addTo(sets: Map<string, Set<string>>, team: string, agent: string): void {
    const set = sets.get(team)
    if (set === undefined) sets.set(team, new Set([agent]))
    else set.add(agent)
  }

  return {
    put(agent, team) {
      const before = byAgent.get(agent) ?? null
      if (before !== null) addTo(changed, before, agent)
      if (team !== null) addTo(changed, team, agent)
      if (before === team) return
      if (before !== null) teams.get(before)?.delete(agent)
      if (team === null) {
        byAgent.delete(agent)
        return
      }
      byAgent.set(agent, team)
      addTo(teams, team, agent)
    },
    of: (team) => teams.get(team) ?? NOBODY,
    teamOf: (agent) => byAgent.get(agent) ?? null,
    takeChanged(team) {
      const taken = changed.get(team) ?? NOBODY
      changed.delete(team)
      return taken
    },
  }
}
