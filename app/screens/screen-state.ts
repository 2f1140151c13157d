import type { StatusIcon } from '../_ui/status-icon.tsx'
import type { FleetScreen } from './use-screens.ts'

/** Four missed beats: then a wall is off, or its network is. */
const AWAY_AFTER_MS = 20_000

export type ScreenState = 'live' | 'older' | 'away' | 'never'

export const screenIcon: Record<ScreenState, StatusIcon> = {
  live: 'ok',
  older: 'warned',
  away: 'breached',
  never: 'unknown',
}

/** How a wall does at an instant: it beats, it beats but runs another build than is served, it was heard, or never was. */
export function screenState(
  screen: Pick<FleetScreen, 'seenAt' | 'build'>,
  at: string,
  served: string | null,
): ScreenState {
  if (screen.seenAt === null || screen.build === null) return 'never'
  if (Date.parse(at) - Date.parse(screen.seenAt) > AWAY_AFTER_MS) return 'away'
  return served !== null && screen.build !== served ? 'older' : 'live'
}
