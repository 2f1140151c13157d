'use client'
import { useEffect, useReducer, useRef } from 'react'

interface Shown<T> {
  value: T
  at: number
}

/**
 * A value that changes at most every so many ms; a first change after a rest is shown in the very same drawing, and so
 * is each that may not wait: `atOnce` is asked of what is shown and of what comes.
 */
export function useCalm<T>(value: T, everyMs: number, atOnce: (shown: T, next: T) => boolean): T {
  const [, drawAgain] = useReducer((turn: number) => turn + 1, 0)
  const shown = useRef<Shown<T>>({ value, at: Number.NEGATIVE_INFINITY })
  const now = performance.now()
  const last = shown.current
  if (last.value !== value && (now - last.at >= everyMs || atOnce(last.value, value)))
    shown.current = { value, at: now }
  const restMs = shown.current.value === value ? null : shown.current.at + everyMs - now
  useEffect(() => {
    if (restMs === null) return
    const timer = setTimeout(drawAgain, restMs)
    return () => clearTimeout(timer)
  }, [restMs])
  return shown.current.value
}
