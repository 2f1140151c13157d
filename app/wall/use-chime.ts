'use client'
import { useEffect, useRef, useState } from 'react'
import type { Entry } from '../_rows/entry.ts'
import { playChime } from '../_ui/chime.ts'
import { useSound } from '../_ui/use-sound.ts'

/** Opt-in (`?sound=critical` or `?sound=all`): what has just breached is heard once. */
type Wish = 'none' | 'critical' | 'all'

function wishOf(search: string): Wish {
  const sound = new URLSearchParams(search).get('sound')
  return sound === 'critical' || sound === 'all' ? sound : 'none'
}

/** As many as a wall remembers to have sounded for. */
const REMEMBERED = 2_000

/**
 * Sounds at what breaches while the wall is open, once for each also when boards turn; null while rows are on their way.
 * Gives whether the browser keeps it silent, which the wall must say.
 */
export function useChime(entries: readonly Entry[] | null): boolean {
  const [wish] = useState(() => wishOf(location.search))
  const { context, blocked } = useSound(wish !== 'none')
  const heard = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (entries === null) return
    const breached = entries.filter(
      ({ state, severity }) => state === 'breached' && (wish === 'all' || severity === 'critical'),
    )
    const before = heard.current
    const fresh = breached.filter(({ key }) => before?.has(key) !== true)
    heard.current = new Set([...breached.map(({ key }) => key), ...(before ?? [])].slice(0, REMEMBERED))
    if (context !== null && before !== null && fresh.length > 0) playChime(context, 'warning')
  }, [entries, wish, context])
  return blocked
}
