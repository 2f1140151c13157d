import type { AgentState } from '../rows/row.ts'

/** The states of who is signed in, in the order in which they are shown. */
export const shownStates = ['available', 'ringing', 'busy', 'hold', 'wrap_up', 'away'] as const
export type ShownState = Exclude<AgentState, 'offline'>
