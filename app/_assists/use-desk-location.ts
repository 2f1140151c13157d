'use client'
import { useState } from 'react'

const KEY = 'huiyin.place'

function read(): string {
  try {
    return localStorage.getItem(KEY) ?? ''
  } catch {
    // A browser that keeps nothing is asked each time.
    return ''
  }
}

/** Where this screen stands, a seat or an extension, as somebody said it here last. */
export function useDeskLocation(): { place: string; keep: (place: string) => void } {
  const [place, setLocation] = useState(read)
  return {
    place,
    keep(next) {
      setLocation(next)
      try {
        localStorage.setItem(KEY, next)
      } catch {
        // Then it holds for this page.
      }
    },
  }
}
