'use client'
import { useCallback, useMemo } from 'react'
import { rulesById, useFacts } from '../_frame/facts.ts'
import { useKept, useShown } from '../_live/use-kept.ts'
import { useLive } from '../_live/use-live.ts'
import { compareEntries, type Entry, type Rules } from './entry.ts'
import { createEntryBook, type EntryBook } from './entry-book.ts'
import { createListing, type Listing } from './listing.ts'

export function useRules(): Rules {
  const facts = useFacts()
  return useMemo(() => rulesById(facts), [facts])
}

/** Everything that is owed or waits in this view. It draws nothing itself: lists and figures follow it. */
export function useEntryBook(): EntryBook {
  const { store } = useLive()
  const rules = useRules()
  const make = useCallback(() => createEntryBook(store, rules), [store, rules])
  return useKept(store.changes, make)
}

type Compare = (a: Entry, b: Entry) => number

/** The entries that pass, in order; `keep` and `compare` must be the same functions while they mean the same. */
export function useEntryListing(
  book: EntryBook,
  keep: (entry: Entry) => boolean,
  compare: Compare = compareEntries,
): { listing: Listing<Entry>; version: number } {
  const make = useCallback(
    () => createListing({ all: () => book.entries(), keep, compare }),
    [book, keep, compare],
  )
  const { kept, version } = useShown(book, make)
  return { listing: kept, version }
}

const everything = () => true

/** Everything that is owed or waits in this view, in the one order. */
export function useEntries(): readonly Entry[] {
  const { listing, version } = useEntryListing(useEntryBook(), everything)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the listing's own items change with its version.
  return useMemo(() => [...listing.items], [listing, version])
}
