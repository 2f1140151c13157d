'use client'
import { useEffect, useState } from 'react'
import { load } from '../_frame/load-facts.ts'
import { useFloorDay } from './use-floor-day.ts'
import type { Interval } from './window-figures.ts'

export interface DayIntervals {
  intervals: readonly Interval[]
  from: number
  to: number
}

const AGAIN_EVERY_MS = 15_000
/** The longest window that is offered beside the day. */
const LONGEST_WINDOW_MS = 9 * 3_600_000

/** The quarter hours of a queue's day so far, and of the hours before it that a window may reach; null while not known. */
export function useIntervals(queue: string): DayIntervals | null {
  const { from, to } = useFloorDay()
  const [found, setFound] = useState<DayIntervals | null>(null)
  useEffect(() => {
    if (from === 0) return
    let over = false
    async function ask(): Promise<void> {
      const span = `from=${new Date(from - LONGEST_WINDOW_MS).toISOString()}&to=${new Date(to).toISOString()}`
      const answer = await load<{ intervals: Interval[] }>(
        `/api/v1/queues/${encodeURIComponent(queue)}/intervals?${span}`,
        null,
      )
      if (over || !answer.ok) return
      setFound({ intervals: answer.value.intervals, from, to })
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
