'use client'
import { useSyncExternalStore } from 'react'

const SHOWN_MS = 15_000
const listeners = new Set<() => void>()
let shown: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined

function show(text: string | null): void {
  shown = text
  for (const listener of listeners) listener()
}

/** Says why a press was not taken when the line where it was made has left the screen meanwhile. */
export function showLateFault(text: string): void {
  clearTimeout(timer)
  timer = setTimeout(() => show(null), SHOWN_MS)
  show(text)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where that is said: on top of the page, for a while. */
export function LateFault() {
  const text = useSyncExternalStore(
    subscribe,
    () => shown,
    () => null,
  )
  if (text === null) return null
  return (
    <p
      role="alert"
      className="border-b border-breach bg-surface px-4 py-2 font-medium text-breach"
      data-late=""
    >
      {text}
    </p>
  )
}
