import { type AgentCore, NONE, type Work } from './agent-state.ts'

/** A queue, a board or all queues: where agents are counted, once each. */
export interface CountedGroup {
  readonly kind: 'queue' | 'board' | 'whole'
  readonly id: string
  readonly queues: Set<string>
  /** How many agents count there as what, by number. */
  readonly counts: number[]
}

/** Where an agent counts, and as what. It stays with the agent, so that nobody looks it up at each event. */
export interface Membership {
  /** Since which arrangement of places this holds. */
  round: number
  queues: readonly string[]
  places: readonly CountedGroup[]
  /** As what the agent counts in each of the places. */
  buckets: number[]
  /** The state and the contacts by which the agent was counted. */
  bucket: number
  work: readonly Work[]
}

export interface WithMembership {
  readonly core: AgentCore
  readonly membership: Membership
}

/** What does not count at all. */
export const NOWHERE = -1

export function newMembership(): Membership {
  return { round: 0, queues: NONE, places: NONE, buckets: [], bucket: NOWHERE, work: NONE }
}
