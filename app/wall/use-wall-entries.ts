'use client'
import { useMemo } from 'react'
import { atRisk } from '../_rows/entries.ts'
import type { Entry } from '../_rows/entry.ts'
import { useEntries } from '../_rows/use-entries.ts'
import { wallEntries } from './wall-entries.ts'

/** What the strip shows, in its order. */
export function useWallEntries(): readonly Entry[] {
  const entries = useEntries()
  return useMemo(() => wallEntries(atRisk(entries)), [entries])
}

/** Whether something critical has breached that nobody has: then a wall does not turn away. */
export function needsEyes(entries: readonly Entry[]): boolean {
  return entries.some(
    ({ state, severity, agent }) =>
      agent === null && severity === 'critical' && (state === 'breached' || state === 'unwatched'),
  )
}
