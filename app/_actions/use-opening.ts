'use client'
import { useEffect, useState } from 'react'
import { load } from '../_shell/load-facts.ts'

/** Opening times, in order, from when to before when (ms). */
export type OpenSpans = readonly (readonly [from: number, to: number])[]

interface OpeningAnswer {
  open: readonly (readonly [string, string])[] | null
}

/** When somebody is there in the next weeks, for times that are agreed; null: always, or it is not known (yet). */
export function useOpening(queue: string | null, of: 'callback' | 'promise'): OpenSpans | null {
  const [open, setOpen] = useState<OpenSpans | null>(null)
  useEffect(() => {
    let isOver = false
    const query = new URLSearchParams({ of, ...(queue === null ? {} : { queue }) })
    void load<OpeningAnswer>(`/api/v1/opening-times?${query}`, null).then((found) => {
      if (isOver || !found.ok) return
      setOpen(found.value.open?.map(([from, to]) => [Date.parse(from), Date.parse(to)] as const) ?? null)
    })
    return () => {
      isOver = true
    }
  }, [queue, of])
  return open
}
