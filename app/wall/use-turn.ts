'use client'
import { useEffect, useState } from 'react'

/** Which of so many stands now, each as long as the others. */
export function useTurn(count: number, everyMs: number): number {
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (count < 2) return
    const timer = setInterval(() => setTurn((last) => last + 1), everyMs)
    return () => clearInterval(timer)
  }, [count, everyMs])
  return turn % Math.max(1, count)
}
