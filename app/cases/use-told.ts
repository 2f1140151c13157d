'use client'
import { useEffect, useState } from 'react'
import type { CaseRow } from '#core/row.ts'
import type { ClockWhy } from '#core/rules/why.ts'
import { load } from '../_frame/load-facts.ts'
import type { Told } from './told.ts'

interface CaseAnswer {
  timeline: Told[]
  /** Openings that changed nothing, because an earlier one stands. */
  ignored: Told[]
  why: ClockWhy[]
}

/** Several rows of a family change at one event; one reading serves them all. */
const GATHER_MS = 200

/** The events of a case, read again whenever its row says that there are new ones. */
export function useTold(id: string, row: CaseRow | null): CaseAnswer | null {
  const [answer, setAnswer] = useState<CaseAnswer | null>(null)
  useEffect(() => {
    if (row === null) return
    let over = false
    const timer = setTimeout(async () => {
      const found = await load<CaseAnswer>(`/api/v1/cases/${encodeURIComponent(id)}`, null)
      if (!over && found.ok) setAnswer(found.value)
    }, GATHER_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [id, row])
  return answer
}
