'use client'
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { onEscape } from './on-escape.ts'

const TAKES_KEYS = 'button:not(:disabled), input:not(:disabled), a[href], [tabindex]'

const PRESSES: ReadonlySet<string> = new Set(['Enter', ' '])

export interface KeepFocus {
  ref: (node: HTMLElement | null) => void
  onFocus: (event: FocusEvent<HTMLElement>) => void
  onBlur: (event: FocusEvent<HTMLElement>) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/**
 * For what shows something else once something in it was pressed: where the pressed thing goes with the press, the keys
 * go on in what stands there now and are not lost to the page. They go to `first`, else to what takes them first.
 * `close` closes what is open in it: Escape does, too.
 */
export function useKeepFocus(first: string = TAKES_KEYS, close: (() => void) | null = null): KeepFocus {
  const root = useRef<HTMLElement | null>(null)
  const last = useRef<HTMLElement | null>(null)
  // After each drawing; React tells of no blur where it takes away what has the focus.
  useLayoutEffect(() => {
    const pressed = last.current
    if (pressed === null || (pressed.isConnected && pressed.matches(':disabled'))) return
    const here = document.activeElement
    const isLost = here === null || here === document.body
    if (pressed.isConnected) {
      // It was disabled while it was sent, and can be pressed again; unless somebody has gone elsewhere meanwhile.
      if (isLost) pressed.focus()
      else if (here !== pressed) last.current = null
      return
    }
    last.current = null
    if (!isLost) return
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
    onFocus: ({ currentTarget, target }) => {
      if (currentTarget.contains(target)) last.current = target
    },
    // A browser takes the keys from what is disabled; nobody has gone elsewhere.
    onBlur: ({ target }) => {
      if (!target.matches(':disabled')) last.current = null
    },
    onKeyDown(event) {
      // A key that is held pressed one thing: not also what came to stand there.
      if (event.repeat && PRESSES.has(event.key) && (event.target as HTMLElement).matches('button, a'))
        event.preventDefault()
      else onEscape(close)(event)
    },
  }
}
