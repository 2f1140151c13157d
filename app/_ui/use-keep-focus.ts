'use client'
import { type FocusEvent, useLayoutEffect, useRef } from 'react'

const TAKES_KEYS = 'button:not(:disabled), input:not(:disabled), a[href], [tabindex]'

export interface KeepFocus {
  ref: (node: HTMLElement | null) => void
  onFocus: (event: FocusEvent<HTMLElement>) => void
  onBlur: () => void
}

/**
 * For what shows something else once something in it was pressed: where the pressed thing goes with the press, the keys
 * go on in what stands there now and are not lost to the page. They go to `first`, else to what takes them first.
 */
export function useKeepFocus(first: string = TAKES_KEYS): KeepFocus {
  const root = useRef<HTMLElement | null>(null)
  const last = useRef<Element | null>(null)
  // After each drawing; React tells of no blur where it takes away what has the focus.
  useLayoutEffect(() => {
    if (last.current === null || last.current.isConnected) return
    last.current = null
    const here = document.activeElement
    if (here !== null && here !== document.body) return
    const there = root.current
    const next = [first, TAKES_KEYS].map((one) => there?.querySelector<HTMLElement>(one) ?? null)
    const takes = next.find((one) => one !== null) ?? there
    takes?.focus()
  })
  return {
    ref: (node) => {
      root.current = node
    },
    // A window that belongs to it stands elsewhere in the page, and keeps its own focus.
    onFocus: ({ target }) => {
      if (root.current?.contains(target)) last.current = target
    },
    onBlur: () => {
      last.current = null
    },
  }
}
