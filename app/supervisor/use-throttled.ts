'use client'
import { useEffect, useRef, useState } from 'react'

/** A value that is dear to draw, taken over at once when it was missing, and then no more often than every so many ms. */
export function useThrottled<T>(value: T | null, everyMs: number): T | null {
  const [taken, setTaken] = useState(value)
  const takenAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (value === taken) return
    const restMs = taken === null || value === null ? 0 : takenAt.current + everyMs - performance.now()
    const timer = setTimeout(
      () => {
        takenAt.current = performance.now()
        setTaken(value)
      },
      Math.max(0, restMs),
    )
    return () => clearTimeout(timer)
  }, [value, taken, everyMs])
  return taken
}
