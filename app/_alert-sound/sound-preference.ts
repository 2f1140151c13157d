'use client'
import { useSyncExternalStore } from 'react'
import type { Severity } from '#core/rows/row.ts'

/** What this device does when its person is told of an alert: nobody's screen makes a noise unasked. */
export interface SoundPreference {
  readonly sound: Readonly<Record<Severity, boolean>>
  /** The browser's own notification while the page is not looked at. */
  readonly notify: boolean
}

const KEY = 'huiyin.ring'
const SILENT: SoundPreference = { sound: { critical: false, warning: false, info: false }, notify: false }
const listeners = new Set<() => void>()
let kept: SoundPreference | null = null

function read(): SoundPreference {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<SoundPreference>
    return { sound: { ...SILENT.sound, ...found.sound }, notify: found.notify === true }
  } catch {
    // A device that keeps nothing was asked for nothing.
    return SILENT
  }
}

export function soundPreference(): SoundPreference {
  kept ??= read()
  return kept
}

export function setSoundPreference(preference: SoundPreference): void {
  kept = preference
  try {
    localStorage.setItem(KEY, JSON.stringify(preference))
  } catch {
    // Then it holds for this page.
  }
  for (const listener of listeners) listener()
}

export function useSoundPreference(): SoundPreference {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    soundPreference,
    () => SILENT,
  )
}
