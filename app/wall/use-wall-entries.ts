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
