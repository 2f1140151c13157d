'use client'
import { useEffect, useState } from 'react'
import type { SearchAnswer } from '#core/api/found.ts'
import { sendJson } from '../_shell/use-loaded.ts'

/** People type on: what they have typed is asked for when they pause for as long. */
const PAUSE_MS = 150

export interface Find {
  /** What was found for what is typed; what was found before stays until then. Null: nothing was asked for. */
  readonly found: SearchAnswer | null
  /** An answer is on its way. */
  readonly asking: boolean
  /** Why nothing was found for it, if that failed. */
  readonly fault: 'failed' | 'tooFast' | null
}

const nothing: Find = { found: null, asking: false, fault: null }

/** Looks for what is typed. It goes in a body, never in an address: it may be somebody's number. */
export function useFind(typed: string, limit: number): Find {
  const [state, setState] = useState(nothing)
  const q = typed.trim().slice(0, 200)
  useEffect(() => {
    if (q === '') {
      setState(nothing)
      return
    }
    let over = false
    setState((before) => ({ ...before, asking: true }))
    const timer = setTimeout(async () => {
      const sent = await sendJson<SearchAnswer>('/search', { q, limit })
      if (over) return
      setState((before) =>
        sent.ok
          ? { found: sent.value, asking: false, fault: null }
          : { ...before, asking: false, fault: sent.code === 'too_fast' ? 'tooFast' : 'failed' },
      )
    }, PAUSE_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [q, limit])
  return state
}
