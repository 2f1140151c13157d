import type { AgentState } from '#core/row.ts'
import type { Mark } from '../_ui/state-mark.tsx'

export const agentMark: Record<AgentState, Mark> = {
  available: 'ok',
  ringing: 'warned',
  wrap_up: 'unknown',
  busy: 'idle',
  hold: 'paused',
  away: 'paused',
  offline: 'unknown',
}
