import type { AgentState } from '#core/rows/row.ts'
import type { StatusIcon } from '../_ui/status-icon.tsx'

export const agentIcon: Record<AgentState, StatusIcon> = {
  available: 'ok',
  ringing: 'warned',
  wrap_up: 'unknown',
  busy: 'idle',
  hold: 'paused',
  away: 'paused',
  offline: 'unknown',
}
