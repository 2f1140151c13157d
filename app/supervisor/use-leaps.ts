'use client'
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { isListKey } from '../_work-items/list-keys.ts'

/** How far a key leaps, of a list of so many lines, of which so many are in sight. */
const leaps: Readonly<Record<string, (at: number, page: number, last: number) => number>> = {
  Home: () => 0,
  End: (_at, _page, last) => last,
  PageUp: (at, page) => at - page,
  PageDown: (at, page) => at + page,
}

/**
 * Home, End and the page keys lead to lines of a list that are not made yet. Gives what takes a key and says whether it
 * was one of these.
 */
export function useLeaps(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  linePx: number,
  scrollToIndex: (index: number) => void,
): (event: KeyboardEvent<HTMLElement>) => boolean {
  const wanted = useRef<number | null>(null)
  // After each drawing: the line that was leapt to may be there now.
  useEffect(() => {
    if (wanted.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] [data-line]`)
    if (row == null) return
    wanted.current = null
    row.focus()
  })
  return (event) => {
    const leap = leaps[event.key]
    if (leap === undefined || !isListKey(event)) return false
    const here = document.activeElement?.closest<HTMLElement>('[data-index]')
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / linePx) - 1)
    const last = count - 1
    const to = Math.min(last, Math.max(0, leap(Number(here?.dataset.index ?? 0), page, last)))
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"] [data-line]`)
    if (row == null) wanted.current = to
    scrollToIndex(to)
    row?.focus()
    event.preventDefault()
    event.stopPropagation()
    return true
  }
}
