'use client'
import { useEffect, useState } from 'react'
import { load } from '../_shell/load-facts.ts'
import type { OpenSpan } from './promise-times.ts'

interface Hours {
  open: { from: string; to: string }[] | null
}

/** So long what was read is believed: a day's opening is known weeks ahead, and a site file changes seldom. */
const KEEP_MS = 10 * 60_000
const kept = new Map<string, { until: number; hours: Promise<readonly OpenSpan[] | null> }>()

async function read(queue: string): Promise<readonly OpenSpan[] | null> {
  const found = await load<Hours>(`/api/v1/hours?queue=${encodeURIComponent(queue)}`, null)
  // Without the calendar the times are offered all the same, and nothing is said of them.
  if (!found.ok || found.value.open === null) return null
  return found.value.open.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
}

function hoursOf(queue: string): Promise<readonly OpenSpan[] | null> {
  const before = kept.get(queue)
  const now = performance.now()
  if (before !== undefined && before.until > now) return before.hours
  const hours = read(queue)
  kept.set(queue, { until: now + KEEP_MS, hours })
  return hours
}

/** When a queue is open in the weeks to come; null: always, not read yet, or of no queue. */
export function useHours(queue: string | null): readonly OpenSpan[] | null {
  const [open, setOpen] = useState<readonly OpenSpan[] | null>(null)
  useEffect(() => {
    let isOver = false
    setOpen(null)
    if (queue !== null) void hoursOf(queue).then((hours) => !isOver && setOpen(hours))
    return () => {
      isOver = true
    }
  }, [queue])
  return open
}
