'use client'
import { useCallback, useRef, useState } from 'react'
import { type FrozenOrder, hold } from './frozen-order.ts'

/**
 * A list that stands still while it is read: with the pointer in it or the keyboard's focus, rows stay where they are
 * and new ones wait behind "3 new". So it does while it is `open`: on a phone nothing else says that somebody reads.
 */
export function useHeld<T extends { key: string }>(live: readonly T[], open = false) {
  const [reading, setReading] = useState(false)
  const frozen = useRef<FrozenOrder<T> | null>(null)
  const held = hold(frozen.current, live, reading || open)
  frozen.current = held
  const release = useCallback(() => {
    frozen.current = null
    setReading(false)
  }, [])
  return {
    items: held.items,
    fresh: held.fresh,
    release,
    isRead: reading || open,
    reading: {
      onPointerEnter: () => setReading(true),
      onPointerLeave: () => setReading(false),
      onFocus: () => setReading(true),
      onBlur: () => setReading(false),
    },
  }
}
