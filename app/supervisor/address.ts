'use client'
import { useCallback, useSyncExternalStore } from 'react'

/** Filters stand in the address, so that a view can be sent to a colleague and survives a reload. */
const CHANGED = 'huiyin-address'

function subscribe(listener: () => void): () => void {
  addEventListener(CHANGED, listener)
  addEventListener('popstate', listener)
  return () => {
    removeEventListener(CHANGED, listener)
    removeEventListener('popstate', listener)
  }
}

/** One parameter of the address; an empty text stands for none. */
export function useAddress(name: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => new URLSearchParams(location.search).get(name) ?? '',
    () => '',
  )
  const set = useCallback(
    (next: string) => {
      const url = new URL(location.href)
      if (next === '') url.searchParams.delete(name)
      else url.searchParams.set(name, next)
      history.replaceState(history.state, '', url)
      dispatchEvent(new Event(CHANGED))
    },
    [name],
  )
  return [value, set]
}
