import type { AgentRow, AgentState } from '#core/rows/row.ts'

/** Who is free first, then who is about to be, then who talks, then who is away. */
export const agentStates: readonly AgentState[] = [
  'available',
  'ringing',
  'wrap_up',
  'busy',
  'hold',
  'away',
  'offline',
]

/** Orders agents by state, in a state by who is in it longest; 0 only for the same agent. */
export function compareAgents(a: AgentRow, b: AgentRow): number {
  const byState = agentStates.indexOf(a.state) - agentStates.indexOf(b.state)
  if (byState !== 0) return byState
  const [since, other] = [a.since ?? '~', b.since ?? '~']
  if (since !== other) return since < other ? -1 : 1
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}
