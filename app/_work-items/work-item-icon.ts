import type { StatusIcon } from '../_ui/status-icon.tsx'
import type { WorkItemState } from './work-item.ts'

export const workItemIcon: Record<WorkItemState, StatusIcon> = {
  breached: 'breached',
  unwatched: 'breached',
  warned: 'warned',
  running: 'idle',
  paused: 'paused',
  none: 'idle',
}
