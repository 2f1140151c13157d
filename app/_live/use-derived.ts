'use client'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { type Derived, followFrom, type Source } from './derived.ts'

interface Held<K> {
  derived: K
  /** The source's turn up to which it is right. */
  turn: number
  /** How often what it shows has changed. */
  version: number
}

function useHeldDerived<C, K extends Derived<C>>(source: Source<C>, make: () => K) {
  return useMemo(() => {
    const held: Held<K> = { turn: source.turn(), derived: make(), version: 0 }
    function follow(onChange: () => void): () => void {
      const stop = followFrom(source, held.turn, held.derived, () => {
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
export function useDerived<C, K extends Derived<C>>(source: Source<C>, make: () => K): K {
  const { held, follow } = useHeldDerived(source, make)
  useEffect(() => follow(() => {}), [follow])
  return held.derived
}

/** The same, and draws again whenever what it shows has changed, which its version tells. */
export function useShown<C, K extends Derived<C>>(source: Source<C>, make: () => K): Held<K> {
  const { held, follow } = useHeldDerived(source, make)
  useSyncExternalStore(
    follow,
    () => held.version,
    () => 0,
  )
  return { ...held }
}
