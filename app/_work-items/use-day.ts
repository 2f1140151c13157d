'use client'
import { useEffect, useState } from 'react'
import { load } from '../_shell/load-facts.ts'

interface CauseCount {
  cause: string
  count: number
}

/** The day so far as `GET /day` tells it; an agent is told of their own contacts only. */
export interface DayMetrics {
  from: string
  at: string
  causes?: CauseCount[]
  /** Of the same weekday a week ago, up to this time; null: nothing is known of it. */
  causesLastWeek?: CauseCount[] | null
  repeats?: { known: number; within: { hours: number; count: number }[] }
  unclassified: { ended: number; unclassified: number }
}

const AGAIN_EVERY_MS = 60_000

export function useDay(): DayMetrics | null {
  const [day, setDay] = useState<DayMetrics | null>(null)
  useEffect(() => {
    let over = false
    async function ask(): Promise<void> {
      const found = await load<DayMetrics>('/api/v1/day', null)
      if (!over && found.ok) setDay(found.value)
    }
    void ask()
    const timer = setInterval(ask, AGAIN_EVERY_MS)
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [])
  return day
}
