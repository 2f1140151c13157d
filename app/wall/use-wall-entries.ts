'use client'
import { useMemo } from 'react'
import { useWorkItems } from '../_work-items/use-work-items.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { atRisk } from '../_work-items/work-items.ts'
import { wallEntries } from './wall-entries.ts'

/** What the strip shows, in its order. */
export function useWallEntries(): readonly WorkItem[] {
  const entries = useWorkItems()
  return useMemo(() => wallEntries(atRisk(entries)), [entries])
}
