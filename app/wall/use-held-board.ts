'use client'
import { useEffect } from 'react'
import { useServerNow } from '../_live/use-live.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { needsEyes } from './wall-order.ts'

/** What was breached stops being news by time alone. */
const LOOK_EVERY_MS = 1_000

/** Says whether the wall must stay on its board, as soon as that changes. */
export function useHeldBoard(entries: readonly WorkItem[], onHeld: (held: boolean) => void): void {
  const now = useServerNow()
  useEffect(() => {
    const look = () => onHeld(needsEyes(entries, now() ?? 0))
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [entries, now, onHeld])
}
