'use client'
import { useEffect, useState } from 'react'
import type { CaseRow } from '#core/rows/case-rows.ts'
import type { ClockWhy } from '#core/rules/why.ts'
import { load } from '../_shell/load-facts.ts'
import type { OtherCase } from './other-cases.tsx'
import type { TimelineEvent } from './timeline-events.ts'

export interface CaseAnswer {
  timeline: TimelineEvent[]
  /** Openings that changed nothing, because an earlier one stands. */
  ignored: TimelineEvent[]
  why: ClockWhy[]
  /** Other cases of the same customer that the reader may see. */
  others: OtherCase[]
  /** What stands for its customer in addresses; null: it names none. */
  customerRef: string | null
  /** Where a long timeline goes on; null: it is whole. */
  timelineNext: string | null
}

/** A case with its whole timeline, of which a long one comes in pages; null where it cannot be read. */
export async function loadCase(id: string): Promise<CaseAnswer | null> {
  const path = `/api/v1/cases/${encodeURIComponent(id)}`
  const first = await load<CaseAnswer>(path, null)
  if (!first.ok) return null
  const timeline = [...first.value.timeline]
  let next = first.value.timelineNext
  while (next !== null) {
    const page = await load<Pick<CaseAnswer, 'timeline' | 'timelineNext'>>(
      `${path}?after=${encodeURIComponent(next)}`,
      null,
    )
    if (!page.ok) return null
    timeline.push(...page.value.timeline)
    next = page.value.timelineNext
  }
  return { ...first.value, timeline, timelineNext: null }
}

/** Several rows of an aggregate change at one event; one reading serves them all. */
const GATHER_MS = 200

/** The events of a case, read again whenever its row says that there are new ones. */
export function useTimeline(id: string, row: CaseRow | null): CaseAnswer | null {
  const [answer, setAnswer] = useState<CaseAnswer | null>(null)
  useEffect(() => {
    if (row === null) return
    let over = false
    const timer = setTimeout(async () => {
      const found = await loadCase(id)
      if (!over && found !== null) setAnswer(found)
    }, GATHER_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [id, row])
  return answer
}
