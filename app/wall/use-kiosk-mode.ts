'use client'
import { useEffect, useState } from 'react'
import { takeWakeLock } from '../_browser/wake-lock.ts'

const SHIFT_EVERY_MS = 120_000
/** A slow walk around the middle: no pixel shows the same edge for hours. */
const walk = [
  { x: 0, y: 0 },
  { x: 2, y: 1 },
  { x: 3, y: 3 },
  { x: 1, y: 4 },
  { x: -2, y: 3 },
  { x: -3, y: 1 },
  { x: -2, y: -1 },
  { x: 0, y: -2 },
] as const

/** Keeps the screen awake where the browser lets it; the lock is lost whenever the page is hidden. */
function holdWakeLock(): () => void {
  let lock: WakeLockSentinel | null = null
  let over = false
  async function take(): Promise<void> {
    if (document.visibilityState !== 'visible') return
    // Where there is none (plain http, battery, policy) the television's own settings decide.
    lock = await takeWakeLock()
    if (over) await lock?.release()
  }
  void take()
  document.addEventListener('visibilitychange', take)
  return () => {
    over = true
    document.removeEventListener('visibilitychange', take)
    void lock?.release()
  }
}

/** What a screen that nobody touches does by itself; gives by how many pixels the picture stands aside just now. */
export function useKioskMode(): { x: number; y: number } {
  const [step, setStep] = useState(0)
  useEffect(holdWakeLock, [])
  useEffect(() => {
    const timer = setInterval(() => setStep((last) => (last + 1) % walk.length), SHIFT_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return walk[step]!
}
