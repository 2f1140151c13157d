'use client'
import { useSyncExternalStore } from 'react'
import { useLive } from '../_live/use-live.ts'
import { floorReceived } from './feed-troubles.ts'

/** Whether the floor's figures hang on a feed that is heard; renders again only when that changes. */
export function useFloorConnected(): boolean {
  const { store } = useLive()
  return useSyncExternalStore(
    (listener) => store.subscribeRows('feed', listener),
    () => floorReceived(store.rows('feed')),
    () => true,
  )
}
