'use client'
import { useEffect } from 'react'

/** Reads now, when the page is looked at again, and every `everyMs` while somebody looks, if that is given. */
export function useRefresh(read: () => Promise<void>, everyMs: number | null): void {
  useEffect(() => {
    void read()
    const look = () => {
      if (document.visibilityState === 'visible') void read()
    }
    const timer = everyMs === null ? undefined : setInterval(look, everyMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [read, everyMs])
}
