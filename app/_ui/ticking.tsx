'use client'
import { useEffect, useRef } from 'react'
import { sinceText, untilText, waitText } from '../_live/duration.ts'
import { useTime } from '../_live/use-live.ts'

type Reading = (instantMs: number, nowMs: number) => string

export interface TickingProps {
  /** RFC 3339, or ms since 1970. */
  at: string | number
  className?: string
}

const msOf = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at))

/** The shared ticker writes the text; React only says which instant it counts from. */
export function useTicking(at: string | number, reading: Reading) {
  const { ticker } = useTime()
  const node = useRef<HTMLTimeElement>(null)
  const instant = msOf(at)
  useEffect(
    () =>
      ticker.add((now) => {
        const text = now === null ? '–' : reading(instant, now)
        if (node.current !== null && node.current.textContent !== text) node.current.textContent = text
      }),
    [ticker, instant, reading],
  )
  return node
}

/** How long ago, running: a wait, a state, an age. */
export function Since({ at, className = '' }: TickingProps) {
  const node = useTicking(at, sinceText)
  return <time ref={node} dateTime={new Date(msOf(at)).toISOString()} className={`figure ${className}`} />
}

/** A running wait in as few characters as a tile has room for. */
export function Wait({ at, className = '' }: TickingProps) {
  const node = useTicking(at, waitText)
  return <time ref={node} dateTime={new Date(msOf(at)).toISOString()} className={`figure ${className}`} />
}

/** How long until, running; past the instant it counts on with a plus. */
export function Until({ at, className = '' }: TickingProps) {
  const node = useTicking(at, untilText)
  return <time ref={node} dateTime={new Date(msOf(at)).toISOString()} className={`figure ${className}`} />
}
