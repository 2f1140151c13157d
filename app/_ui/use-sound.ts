'use client'
import { useEffect, useState } from 'react'

/**
 * Opens the sound and follows whether the browser lets it be heard; any key or touch frees it. A page that shows this one in
 * a frame tells it by any message that somebody has pressed something there: browsers let that count.
 */
export function useSound(wanted: boolean): { context: AudioContext | null; blocked: boolean } {
  const [context, setContext] = useState<AudioContext | null>(null)
  const [blocked, setBlocked] = useState(false)
  useEffect(() => {
    if (!wanted) return
    const opened = new AudioContext()
    const look = () => setBlocked(opened.state !== 'running')
    const free = () => void opened.resume()
    opened.addEventListener('statechange', look)
    addEventListener('pointerdown', free)
    addEventListener('keydown', free)
    addEventListener('message', free)
    look()
    setContext(opened)
    return () => {
      removeEventListener('pointerdown', free)
      removeEventListener('keydown', free)
      removeEventListener('message', free)
      setContext(null)
      setBlocked(false)
      void opened.close()
    }
  }, [wanted])
  return { context, blocked }
}
