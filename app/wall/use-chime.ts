'use client'
import { useEffect, useRef, useState } from 'react'
import type { Severity } from '#core/row.ts'
import type { Entry } from '../_rows/entry.ts'
import { playChime } from '../_ui/chime.ts'
import { useSound } from '../_ui/use-sound.ts'

const severities: readonly Severity[] = ['critical', 'warning', 'info']

/** Opt-in, `?sound=critical,warning` or `?sound=all`: of these severities what has just breached is heard once. */
export function wishOf(search: string): readonly Severity[] {
  const words = (new URLSearchParams(search).get('sound') ?? '').split(',')
  return words.includes('all') ? severities : severities.filter((severity) => words.includes(severity))
}

/** As many as a wall remembers to have sounded for. */
const REMEMBERED = 2_000

/**
 * Sounds at what breaches while the wall is open, once for each also when boards turn; null while rows are on their way.
 * Gives whether the browser keeps it silent, which the wall must say.
 */
export function useChime(entries: readonly Entry[] | null): boolean {
  const [wish] = useState(() => wishOf(location.search))
  const { context, blocked } = useSound(wish.length > 0)
  const heard = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (entries === null) return
    const breached = entries.filter(({ state, severity }) => state === 'breached' && wish.includes(severity))
    const before = heard.current
    const fresh = breached.filter(({ key }) => before?.has(key) !== true)
    heard.current = new Set([...breached.map(({ key }) => key), ...(before ?? [])].slice(0, REMEMBERED))
    const worst = severities.find((severity) => fresh.some((entry) => entry.severity === severity))
    if (context !== null && before !== null && worst !== undefined) playChime(context, worst)
  }, [entries, wish, context])
  return blocked
}
