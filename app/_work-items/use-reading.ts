'use client'
import { type FocusEvent, type PointerEvent, useEffect, useReducer, useRef } from 'react'

interface Status {
  hold(): void
  release(): void
}

/** Who has not moved, scrolled or typed for so long has looked away, wherever the pointer lies. */
const LOOKED_AWAY_MS = 120_000
/** From a button to the menu that it opens, the focus is nowhere for a moment. */
const LET_GO_MS = 100

/**
 * A list that stands still while it is read: with the pointer in it or the keyboard's focus, rows stay where they are and
 * new ones wait behind "3 new".
 */
export function useReading(listing: Status) {
  const [, drawAgain] = useReducer((turn: number) => turn + 1, 0)
  const by = useRef({ pointer: false, focus: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  function settle(): void {
    clearTimeout(timer.current)
    if (by.current.pointer || by.current.focus) {
      listing.hold()
      timer.current = setTimeout(release, LOOKED_AWAY_MS)
    } else timer.current = setTimeout(release, LET_GO_MS)
  }
  function release(): void {
    listing.release()
    drawAgain()
  }
  function stays(): void {
    if (by.current.pointer || by.current.focus) settle()
  }

  useEffect(() => {
    // Another list took the place of the one that was read.
    if (by.current.pointer || by.current.focus) listing.hold()
    return () => {
      clearTimeout(timer.current)
      listing.release()
    }
  }, [listing])

  return {
    /** Lets in what waits, and stands still again. */
    letIn(): void {
      listing.release()
      settle()
      drawAgain()
    },
    reading: {
      onPointerEnter: () => {
        by.current.pointer = true
        settle()
      },
      onPointerMove: stays,
      onWheel: stays,
      onKeyUp: stays,
      // What had the focus, or lay under the pointer, may have left with its row, and tells nothing of it.
      onPointerLeave: ({ currentTarget }: PointerEvent<HTMLElement>) => {
        by.current = { pointer: false, focus: currentTarget.contains(document.activeElement) }
        settle()
      },
      onFocus: () => {
        by.current.focus = true
        settle()
      },
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
        const { pointer } = by.current
        by.current = {
          pointer: pointer && currentTarget.matches(':hover'),
          focus: currentTarget.contains(relatedTarget),
        }
        settle()
      },
    },
  }
}
