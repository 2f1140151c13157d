import type { AgentsReport } from '../history/agents-report.ts'

/** What `GET /intervals/agents` answers while the day is still being read; asked again a moment later. */
export interface AgentsPending {
  readonly state: 'working'
}

/** What it answers then: times in ms of agent-time, instants in RFC 3339. */
export interface AgentsDone extends Omit<AgentsReport, 'periods' | 'agents' | 'losses'> {
  readonly state: 'done'
  readonly from: string
  /** Up to where the day has come. */
  readonly to: string
  readonly periods: readonly (AgentsReport['periods'][number] & {
    readonly from: string
    readonly to: string
  })[]
  /** By name those whom the caller may see. */
  readonly agents: AgentsReport['agents']
  readonly losses: AgentsReport['losses']
}

export type AgentsAnswer = AgentsPending | AgentsDone
