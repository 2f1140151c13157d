import type { AgentRecord } from '#core/agents/leg-counts.ts'
import type { Counts } from '#core/queues/counts.ts'
import type { IntervalColumn } from './interval-table.ts'

/** In which column of the table of intervals each figure lies. */
export type Columns<Figures> = { readonly [Field in keyof Figures]: IntervalColumn }

export const QUEUE_COLUMNS: Columns<Counts> = {
  offered: 'offered',
  waiting: 'waiting',
  answeredInTarget: 'answered_in_target',
  answeredLate: 'answered_late',
  shortAbandoned: 'short_abandoned',
  abandoned: 'abandoned',
  left: 'left_queue',
  callbackRequested: 'callback_requested',
  turnedAway: 'turned_away',
  abandonedInTarget: 'abandoned_in_target',
  callbackInTarget: 'callback_in_target',
  waitMs: 'wait_ms',
  handled: 'handled',
  talkMs: 'talk_ms',
  holdMs: 'hold_ms',
  wrapMs: 'wrap_ms',
  rated: 'rated',
  ratedMillionths: 'rated_millionths',
}

export const AGENT_COLUMNS: Columns<AgentRecord> = {
  handled: 'handled',
  finished: 'finished',
  answeredInTarget: 'answered_in_target',
  answeredLate: 'answered_late',
  waitMs: 'wait_ms',
  talkMs: 'talk_ms',
  holdMs: 'hold_ms',
  wrapMs: 'wrap_ms',
}
