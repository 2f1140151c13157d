import type { Entry } from '../_rows/entry.ts'

const open = (entry: Entry) => entry.state === 'breached' || entry.state === 'unwatched'
const complains = (entry: Entry) => Number(entry.kind === 'complaint')
const untaken = (entry: Entry) => Number(open(entry) && entry.agent === null)

/** What nobody watches stands before what was breached this minute. */
const NO_CLOCK = Number.MAX_SAFE_INTEGER

/**
 * The strip's order: what is breached and nobody has; what is breached and somebody has; then what is next.
 * Of each, complaints first; of what is breached the latest on top, of what is next the least time left. What is paused breaches nothing.
 */
export function wallEntries(all: readonly Entry[]): Entry[] {
  const shown = all.filter(
    (entry) => entry.state !== 'paused' && (entry.dueAt !== null || entry.state === 'unwatched'),
  )
  return shown.sort((a, b) => {
    const byTaken = untaken(b) - untaken(a)
    if (byTaken !== 0) return byTaken
    const byOpen = Number(open(b)) - Number(open(a))
    if (byOpen !== 0) return byOpen
    const complaint = complains(b) - complains(a)
    if (complaint !== 0) return complaint
    return open(a) ? (b.dueAt ?? NO_CLOCK) - (a.dueAt ?? NO_CLOCK) : (a.dueAt ?? 0) - (b.dueAt ?? 0)
  })
}

/** So long after its breach something is news, also where somebody owns it. */
const NEWS_MS = 2 * 60_000

/**
 * Whether a wall must not turn away at an instant (ms): something critical is breached that nobody has, or has just
 * been breached.
 */
export function needsEyes(entries: readonly Entry[], now: number): boolean {
  return entries.some(
    (entry) =>
      open(entry) &&
      entry.severity === 'critical' &&
      (entry.agent === null || (entry.dueAt !== null && now - entry.dueAt < NEWS_MS)),
  )
}
