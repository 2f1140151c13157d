'use client'
import { useEffect, useState } from 'react'
import { load } from '../_frame/load-facts.ts'
import { useFloorDay } from './use-floor.ts'

/** What the picture needs of an interval record (docs/metrics.md). */
export interface Interval {
  start: string
  offered: number
  answeredInTarget: number
}

export interface DayIntervals {
  intervals: readonly Interval[]
  from: number
  to: number
}

const AGAIN_EVERY_MS = 60_000

/** The quarter hours of a queue's day so far; null while they are not known. */
export function useIntervals(queue: string): DayIntervals | null {
  const { from, to } = useFloorDay()
  const [found, setFound] = useState<DayIntervals | null>(null)
  useEffect(() => {
    if (from === 0) return
    let over = false
    async function ask(): Promise<void> {
      const span = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`
      const answer = await load<Interval[] | { intervals: Interval[] }>(
        `/api/v1/queues/${encodeURIComponent(queue)}/intervals?${span}`,
        null,
      )
      if (over || !answer.ok) return
      const intervals = Array.isArray(answer.value) ? answer.value : answer.value.intervals
      setFound({ intervals, from, to })
    }
    void ask()
    const timer = setInterval(ask, AGAIN_EVERY_MS)
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [queue, from, to])
  return found
}
