'use client'
import { useEffect, useMemo, useState } from 'react'
import { load } from '../_shell/load-facts.ts'
import { useFloorDay } from './use-floor-day.ts'
import type { Interval } from './window-metrics.ts'

/** When a queue is open, RFC 3339; null: it never closes. */
type OpenHours = readonly (readonly [from: string, to: string])[] | null

export interface DayIntervals {
  intervals: readonly Interval[]
  open: OpenHours
  from: number
  to: number
}

const AGAIN_EVERY_MS = 15_000
/** The longest window that is offered beside the day. */
const LONGEST_WINDOW_MS = 9 * 3_600_000

/** A line that is only scrolled past asks for nothing. */
const AFTER_MS = 200

interface Known {
  at: number
  from: number
  intervals: readonly Interval[]
  open: OpenHours
}

/** What was heard last of each queue, for lines that are scrolled away and come back. */
const known = new Map<string, Known>()

async function ask(queue: string, from: number, to: number): Promise<void> {
  const span = `from=${new Date(from - LONGEST_WINDOW_MS).toISOString()}&to=${new Date(to).toISOString()}`
  const answer = await load<{ intervals: Interval[]; open: OpenHours }>(
    `/api/v1/queues/${encodeURIComponent(queue)}/intervals?${span}`,
    null,
  )
  if (!answer.ok) return
  const { intervals, open } = answer.value
  known.set(queue, { at: performance.now(), from, intervals, open })
}

/** The quarter hours of a queue's day so far, and of the hours before it that a window may reach; null while not known. */
export function useIntervals(queue: string): DayIntervals | null {
  const { from, to } = useFloorDay()
  const [found, setFound] = useState(() => known.get(queue))
  useEffect(() => {
    if (from === 0) return
    let over = false
    let timer: ReturnType<typeof setTimeout>
    const lookAfter = (ms: number) => {
      timer = setTimeout(look, ms)
    }
    async function look(): Promise<void> {
      await ask(queue, from, to)
      if (over) return
      setFound(known.get(queue))
      lookAfter(AGAIN_EVERY_MS)
    }
    const last = known.get(queue)
    const age = last === undefined || last.from !== from ? AGAIN_EVERY_MS : performance.now() - last.at
    lookAfter(Math.max(AFTER_MS, AGAIN_EVERY_MS - age))
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [queue, from, to])
  return useMemo(
    () =>
      found === undefined || found.from !== from
        ? null
        : { intervals: found.intervals, open: found.open, from, to },
    [found, from, to],
  )
}
