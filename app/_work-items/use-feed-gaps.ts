'use client'
import { useMemo } from 'react'
import type { FeedRow } from '#core/rows/feed-rows.ts'
import { useRowValues } from '../_live/use-live.ts'

const gapsOf = ({ gaps }: FeedRow) => gaps

/** The gaps of each feed; what it counts from event to event is not looked at. */
export function useFeedGaps(): readonly Pick<FeedRow, 'id' | 'gaps'>[] {
  const parts = useRowValues('feed', gapsOf)
  return useMemo(() => [...parts].map(([id, gaps]) => ({ id, gaps })), [parts])
}
