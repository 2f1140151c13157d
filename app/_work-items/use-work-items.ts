'use client'
import { useCallback, useMemo } from 'react'
import { useDerived, useShown } from '../_live/use-derived.ts'
import { useLive } from '../_live/use-live.ts'
import { rulesById, useFacts } from '../_shell/facts.ts'
import { createListing, type Listing } from './listing.ts'
import { compareWorkItems, type Rules, type WorkItem } from './work-item.ts'
import { createWorkItemRegistry, type WorkItemRegistry } from './work-item-registry.ts'

export function useRules(): Rules {
  const facts = useFacts()
  return useMemo(() => rulesById(facts), [facts])
}

/** Everything that is owed or waits in this view. It draws nothing itself: lists and figures follow it. */
export function useWorkItemRegistry(): WorkItemRegistry {
  const { store } = useLive()
  const rules = useRules()
  const { people } = useFacts()
  const make = useCallback(() => createWorkItemRegistry(store, rules, people), [store, rules, people])
  return useDerived(store.changes, make)
}

type Compare = (a: WorkItem, b: WorkItem) => number

/** The entries that pass, in order; `keep` and `compare` must be the same functions while they mean the same. */
export function useWorkItemListing(
  projection: WorkItemRegistry,
  keep: (item: WorkItem) => boolean,
  compare: Compare = compareWorkItems,
): { listing: Listing<WorkItem>; version: number } {
  const make = useCallback(
    () => createListing({ all: () => projection.entries(), keep, compare }),
    [projection, keep, compare],
  )
  const { derived, version } = useShown(projection, make)
  return { listing: derived, version }
}

/**
 * Of a screen that shows few entries those that pass, in order: the same array until one of them changes. `keep` and
 * `compare` as for a listing.
 */
export function useWorkItems(keep: (item: WorkItem) => boolean, compare?: Compare): readonly WorkItem[] {
  const { listing, version } = useWorkItemListing(useWorkItemRegistry(), keep, compare)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the listing's own items change with its version.
  return useMemo(() => [...listing.items], [listing, version])
}
