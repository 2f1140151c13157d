'use client'
import { useSyncExternalStore } from 'react'
import type { Severity } from '#core/row.ts'

/** What this device does when its person is told of an alert: nobody's screen makes a noise unasked. */
export interface RingWish {
  readonly sound: Readonly<Record<Severity, boolean>>
  /** The browser's own notification while the page is not looked at. */
  readonly notify: boolean
}

const KEY = 'huiyin.ring'
const SILENT: RingWish = { sound: { critical: false, warning: false, info: false }, notify: false }
const listeners = new Set<() => void>()
let kept: RingWish | null = null

function read(): RingWish {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<RingWish>
    return { sound: { ...SILENT.sound, ...found.sound }, notify: found.notify === true }
  } catch {
    // A device that keeps nothing was asked for nothing.
    return SILENT
  }
}

export function ringWish(): RingWish {
  kept ??= read()
  return kept
}

export function wishToRing(wish: RingWish): void {
  kept = wish
  try {
    localStorage.setItem(KEY, JSON.stringify(wish))
  } catch {
    // Then it holds for this page.
  }
  for (const listener of listeners) listener()
}

export function useRingWish(): RingWish {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ringWish,
    () => SILENT,
  )
}
