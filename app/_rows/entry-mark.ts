import type { Mark } from '../_ui/state-mark.tsx'
import type { EntryState } from './entry.ts'

export const entryMark: Record<EntryState, Mark> = {
  breached: 'breached',
  unwatched: 'breached',
  warned: 'warned',
  running: 'idle',
  paused: 'paused',
  none: 'idle',
}
