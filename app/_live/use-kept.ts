'use client'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { followFrom, type Kept, type Source } from './kept.ts'

interface Held<K> {
  kept: K
  /** The source's turn up to which it is right. */
  turn: number
  /** How often what it shows has changed. */
  version: number
}

function useHeldKept<C, K extends Kept<C>>(source: Source<C>, make: () => K) {
  return useMemo(() => {
    const held: Held<K> = { turn: source.turn(), kept: make(), version: 0 }
    function follow(onChange: () => void): () => void {
      const stop = followFrom(source, held.turn, held.kept, () => {
        held.version++
        onChange()
      })
      return () => {
        held.turn = source.turn()
        stop()
      }
    }
    return { held, follow }
  }, [source, make])
}

/** Keeps right what `make` gives while the component stands, and draws nothing. `make` must be the same function each time. */
export function useKept<C, K extends Kept<C>>(source: Source<C>, make: () => K): K {
  const { held, follow } = useHeldKept(source, make)
  useEffect(() => follow(() => {}), [follow])
  return held.kept
}

/** The same, and draws again whenever what it shows has changed, which its version tells. */
export function useShown<C, K extends Kept<C>>(source: Source<C>, make: () => K): Held<K> {
  const { held, follow } = useHeldKept(source, make)
  useSyncExternalStore(
    follow,
    () => held.version,
    () => 0,
  )
  return { ...held }
}
