import { bandOf, compareInBand } from '../_work-items/bands.ts'
import type { WorkItem } from '../_work-items/work-item.ts'

/** What the strip shows: what burns, what comes next, and how much is owed from before. */
export interface StripBands {
  /** In the order in which they were given. */
  readonly now: readonly WorkItem[]
  /** Due next first. */
  readonly next: readonly WorkItem[]
  readonly older: { readonly count: number; readonly since: number | null }
}

/** Over its due, or a customer who came again: both are for now. */
const burns = ({ state, came }: WorkItem) => state === 'breached' || state === 'unwatched' || came > 0

/** The entries of the strip by band; what is only near its due is what comes next. `old`: as of `bandOf`. */
export function stripBands(entries: readonly WorkItem[], old: number): StripBands {
  const now: WorkItem[] = []
  const next: WorkItem[] = []
  let [count, since]: [number, number | null] = [0, null]
  for (const item of entries) {
    const band = bandOf(item, old)
    if (band === 'older') {
      count++
      const at = item.dueAt ?? item.sinceAt
      if (at !== null && (since === null || at < since)) since = at
    } else if (burns(item)) now.push(item)
    else next.push(item)
  }
  return { now, next: next.sort(compareInBand('today')), older: { count, since } }
}
