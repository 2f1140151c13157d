'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ArchiveState, CaseListAnswer, FoundCase } from '#core/api/found.ts'
import { load } from '../_shell/load-facts.ts'

const PAGE = 200

interface Listed {
  readonly cases: readonly FoundCase[]
  /** Where it goes on; null: this is all. */
  readonly next: string | null
  readonly archive: ArchiveState
}

export interface ListedCases extends Listed {
  /** Something is on its way. */
  readonly reading: boolean
  readonly failed: boolean
  /** Reads on, unless that is under way or there is no more. */
  more(): void
}

const nothing: Listed = { cases: [], next: null, archive: 'here' }

/** Cases page by page, by the filters of a query; read anew when that is another. */
export function useCaseList(query: string): ListedCases {
  const [listed, setListed] = useState(nothing)
  const [reading, setReading] = useState(true)
  const [failed, setFailed] = useState(false)
  const turn = useRef(0)

  const read = useCallback(
    async (before: Listed) => {
      const mine = ++turn.current
      setReading(true)
      const after = before.next === null ? '' : `&after=${encodeURIComponent(before.next)}`
      const found = await load<CaseListAnswer>(`/api/v1/cases?limit=${PAGE}${query}${after}`, null)
      if (mine !== turn.current) return
      setReading(false)
      setFailed(!found.ok)
      if (!found.ok) return
      const { cases, next, archive } = found.value
      setListed({ cases: [...before.cases, ...cases], next, archive })
    },
    [query],
  )
  useEffect(() => {
    setListed(nothing)
    void read(nothing)
  }, [read])

  return {
    ...listed,
    reading,
    failed,
    more: () => {
      if (!reading && !failed && listed.next !== null) void read(listed)
    },
  }
}
