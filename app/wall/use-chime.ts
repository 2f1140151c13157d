'use client'
import { useEffect, useRef, useState } from 'react'
import type { Entry } from '../_rows/entry.ts'

/** Opt-in (`?sound=critical` or `?sound=all`): what has just breached is heard once. */
type Wish = 'none' | 'critical' | 'all'

function wishOf(search: string): Wish {
  const sound = new URLSearchParams(search).get('sound')
  return sound === 'critical' || sound === 'all' ? sound : 'none'
}

const TONES_HZ = [880, 660]
const TONE_SEC = 0.22

function play(context: AudioContext): void {
  for (const [index, hertz] of TONES_HZ.entries()) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    const from = context.currentTime + index * TONE_SEC
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0.2, from)
    volume.gain.exponentialRampToValueAtTime(0.001, from + TONE_SEC)
    tone.connect(volume).connect(context.destination)
    tone.start(from)
    tone.stop(from + TONE_SEC)
  }
}

/** Opens the sound and follows whether the browser lets it be heard; any key or touch frees it. */
function useSound(wish: Wish): { context: AudioContext | null; blocked: boolean } {
  const [context, setContext] = useState<AudioContext | null>(null)
  const [blocked, setBlocked] = useState(false)
  useEffect(() => {
    if (wish === 'none') return
    const opened = new AudioContext()
    const look = () => setBlocked(opened.state !== 'running')
    const free = () => void opened.resume()
    opened.addEventListener('statechange', look)
    addEventListener('pointerdown', free)
    addEventListener('keydown', free)
    look()
    setContext(opened)
    return () => {
      removeEventListener('pointerdown', free)
      removeEventListener('keydown', free)
      void opened.close()
    }
  }, [wish])
  return { context, blocked }
}

/** As many as a wall remembers to have sounded for. */
const REMEMBERED = 2_000

/**
 * Sounds at what breaches while the wall is open, once for each also when boards turn; null while rows are on their way.
 * Gives whether the browser keeps it silent, which the wall must say.
 */
export function useChime(entries: readonly Entry[] | null): boolean {
  const [wish] = useState(() => wishOf(location.search))
  const { context, blocked } = useSound(wish)
  const heard = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (entries === null) return
    const breached = entries.filter(
      ({ state, severity }) => state === 'breached' && (wish === 'all' || severity === 'critical'),
    )
    const before = heard.current
    const fresh = breached.filter(({ key }) => before?.has(key) !== true)
    heard.current = new Set([...breached.map(({ key }) => key), ...(before ?? [])].slice(0, REMEMBERED))
    if (context !== null && before !== null && fresh.length > 0) play(context)
  }, [entries, wish, context])
  return blocked
}
