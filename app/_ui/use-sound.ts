'use client'
import { useEffect, useState } from 'react'

/** Opens the sound and follows whether the browser lets it be heard; any key or touch frees it. */
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
    look()
    setContext(opened)
    return () => {
      removeEventListener('pointerdown', free)
      removeEventListener('keydown', free)
      setContext(null)
      setBlocked(false)
      void opened.close()
    }
  }, [wanted])
  return { context, blocked }
}
