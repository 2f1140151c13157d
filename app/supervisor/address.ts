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

/** Sets parameters of the address; an empty text takes one out. `isStep`: the browser's way back leads to what was before. */
export function setAddress(values: Readonly<Record<string, string>>, isStep = false): void {
  const url = new URL(location.href)
  for (const [name, value] of Object.entries(values)) {
    if (value === '') url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  if (isStep) history.pushState(history.state, '', url)
  else history.replaceState(history.state, '', url)
  dispatchEvent(new Event(CHANGED))
}

export function addressNow(name: string): string {
  return new URLSearchParams(location.search).get(name) ?? ''
}

/** All parameters of the address, as they stand in it. */
export function useAddressQuery(): string {
  return useSyncExternalStore(
    subscribe,
    () => location.search,
    () => '',
  )
}

/** One parameter of the address; an empty text stands for none. */
export function useAddress(name: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => addressNow(name),
    () => '',
  )
  const set = useCallback((next: string) => setAddress({ [name]: next }), [name])
  return [value, set]
}

/** Leads to another set of parameters, as one step of the browser's way back. */
export function replaceAddress(query: string): void {
  const url = new URL(location.href)
  url.search = query
  history.pushState(history.state, '', url)
  dispatchEvent(new Event(CHANGED))
}
