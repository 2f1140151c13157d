import { NEVER_FOLDED, type Paced } from '../time/pace.ts'
import { newMembership, type WithMembership } from './agent-membership.ts'
import type { AgentSegments } from './agent-segments.ts'
import { type AgentContext, type AgentCore, type AgentItem, NEVER, newAgent } from './agent-state.ts'

/** What changed in the past of an agent. */
export interface LateItem {
  /** Before this instant (ms) all is as it was. */
  since: number
  /** After this one all that happens is as it was, though it may be something else to the agent. */
  until: number
  /** The contacts of what changed. */
  readonly contacts: Set<string>
}

/** When all happened that may have become another (ms). */
export interface HistorySpan {
  readonly since: number
  readonly until: number
}

export interface Checkpoint {
  /** The core as it was before the item at this index of `recent`. */
  readonly index: number
  readonly core: AgentCore
}

/**
 * An agent as a function of its items, in order of their events: nearly all come in order and cost one step; a late
 * one goes back to the checkpoint before it, or, older than the window, to the beginning of its segment.
 */
export interface AgentTimeline extends WithMembership, AgentSegments {
  readonly id: string
  core: AgentCore
  recent: AgentItem[]
  /** When the last of `recent` happened, ms; where it is empty, `trimmedTo`. */
  heardTo: number
  /** Items before the window exist. */
  trimmed: boolean
  /** An instant after which no segment begins until the first of `recent`. */
  trimmedTo: number
  checkpoints: Checkpoint[]
  /** At this length of `recent` the next checkpoint is made. */
  checkAt: number
  /** Whether the agent is at work. */
  isPresent: boolean
  /** When the agent is to be looked at again, ms; infinity: not at all. */
  wakeAt: number
  /** What it cost to build the agent again, when that was done last. */
  paced: Paced
  /** Of one that waits to be built again: for what. Null: it does not wait. */
  late: LateItem | null
  /** Of one that is being built again, in pieces: what came meanwhile; `isAll`: nothing else became another. Null: it is not. */
  missed: { readonly items: AgentItem[]; isAll: boolean } | null
}

export interface TimelineContext extends AgentContext {
  /** All parts of a contact that are this agent's, in order. */
  partsOf(contact: string, agent: string): AgentItem[]
  now(): number
  /** Whether the agent, who is to be built again, may be so now and at once. */
  mayBuild(timeline: AgentTimeline): boolean
  /** The agent was built again, without having waited for it. */
  built(timeline: AgentTimeline): void
}

export function newTimeline(id: string): AgentTimeline {
  return {
    id,
    core: newAgent(),
    membership: newMembership(),
    recent: [],
    heardTo: NEVER,
    trimmed: false,
    trimmedTo: NEVER,
    checkpoints: [],
    checkAt: 0,
    segments: [],
    latest: null,
    retiredTo: 0,
    isPresent: false,
    wakeAt: Number.POSITIVE_INFINITY,
    paced: NEVER_FOLDED,
    late: null,
    missed: null,
  }
}

/** Whether the agent waits to be built again, or is being. */
export function waits({ late, missed }: AgentTimeline): boolean {
  return late !== null || missed !== null
}
