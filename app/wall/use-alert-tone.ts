'use client'
import { useEffect, useRef, useState } from 'react'
import { severities } from '#core/alerts/alert-order.ts'
import type { Severity } from '#core/rows/row.ts'
import { playTone } from '../_ui/alert-tone.ts'
import { useSound } from '../_ui/use-sound.ts'
import type { WorkItem } from '../_work-items/work-item.ts'

/** Opt-in, `?sound=critical,warning` or `?sound=all`: of these severities what has just breached is heard once. */
export function soundSettingOf(search: string): readonly Severity[] {
  const words = (new URLSearchParams(search).get('sound') ?? '').split(',')
  return words.includes('all') ? severities : severities.filter((severity) => words.includes(severity))
}

/** For what a wall sounds of several that have just breached: the worst severity; null: for none. */
export function toneOf(fresh: readonly Pick<WorkItem, 'severity'>[]): Severity | null {
  return severities.find((severity) => fresh.some((item) => item.severity === severity)) ?? null
}

/** As many as a wall remembers to have sounded for. */
const REMEMBERED = 2_000

/**
 * Sounds at what breaches while the wall is open, once for each also when boards turn; null while rows are on their way.
 * Gives whether the browser keeps it silent, which the wall must say.
 */
export function useAlertTone(entries: readonly WorkItem[] | null): boolean {
  const [wanted] = useState(() => soundSettingOf(location.search))
  const { context, blocked } = useSound(wanted.length > 0)
  const heard = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (entries === null) return
    const breached = entries.filter(
      ({ state, severity }) => state === 'breached' && wanted.includes(severity),
    )
    const before = heard.current
    const fresh = breached.filter(({ key }) => before?.has(key) !== true)
    heard.current = new Set([...breached.map(({ key }) => key), ...(before ?? [])].slice(0, REMEMBERED))
    const worst = toneOf(fresh)
    if (context !== null && before !== null && worst !== null) playTone(context, worst)
  }, [entries, wanted, context])
  return blocked
}
