'use client'
import { useEffect, useRef, useState } from 'react'

/** A value that changes at most every so many ms; 0 lets every change through at once. */
export function useCalm<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value)
  const last = useRef(0)
  useEffect(() => {
    if (everyMs === 0) return
    const timer = setTimeout(
      () => {
        last.current = performance.now()
        setShown(value)
      },
      Math.max(0, last.current + everyMs - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [value, everyMs])
  return everyMs === 0 ? value : shown
}
