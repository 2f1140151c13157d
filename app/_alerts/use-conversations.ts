'use client'
import { useCallback, useMemo } from 'react'
import type { Conversation } from '#core/alerts/conversation.ts'
import { useShown } from '../_live/use-derived.ts'
import { useLive } from '../_live/use-live.ts'
import { createConversationList } from './conversation-list.ts'

/** The conversations of this view's alerts, the worst first; the same array until one of them changes. */
export function useConversations(): readonly Conversation[] {
  const { store } = useLive()
  const make = useCallback(() => createConversationList(store), [store])
  const { derived, version } = useShown(store.changes, make)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list's own items change with its version.
  return useMemo(() => [...derived.items], [derived, version])
}
