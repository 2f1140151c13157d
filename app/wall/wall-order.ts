import { compareWorkItems, type WorkItem } from '../_work-items/work-item.ts'

const open = (item: WorkItem) => item.state === 'breached' || item.state === 'unwatched'
const complains = (item: WorkItem) => Number(item.kind === 'complaint')
/** Nobody's: neither has it an owner, nor has anybody taken its alert. */
export const isNobodys = ({ agent, takenBy }: WorkItem): boolean => agent === null && takenBy === null
const untaken = (item: WorkItem) => Number(open(item) && isNobodys(item))

/** What nobody watches stands before what was breached this minute. */
const NO_CLOCK = Number.MAX_SAFE_INTEGER

/** Whether the strip shows it: what is paused breaches nothing. */
export const isOnWall = ({ state, dueAt }: WorkItem): boolean =>
  state === 'unwatched' || (state !== 'none' && state !== 'paused' && dueAt !== null)

/**
 * The strip's order: what is breached and nobody has, the latest on top, for that is news to the room; what is breached
 * and somebody has; then what is next. Of each, complaints first, and these two stand as everywhere else, in the one
 * order (metrics.md). 0 for the same entry only.
 */
export function compareOnWall(a: WorkItem, b: WorkItem): number {
  const byTaken = untaken(b) - untaken(a)
  if (byTaken !== 0) return byTaken
  const byOpen = Number(open(b)) - Number(open(a))
  if (byOpen !== 0) return byOpen
  const complaint = complains(b) - complains(a)
  if (complaint !== 0) return complaint
  const news = untaken(a) === 1 ? (b.dueAt ?? NO_CLOCK) - (a.dueAt ?? NO_CLOCK) : 0
  return news || compareWorkItems(a, b)
}

/**
 * How many are past their due: every red row of the strip, promises and callbacks too; where more cases are breached
 * than a wall is sent, `cases`, the board's own count of these.
 */
export function breachedOn(cases: number, entries: readonly WorkItem[]): number {
  const rows = entries.filter(({ state }) => state === 'breached').length
  return Math.max(rows, cases)
}

/** So long after its breach something is news, also where somebody owns it. */
const NEWS_MS = 2 * 60_000

/**
 * Whether a wall must not turn away at an instant (ms): something critical is breached that nobody has, or has just
 * been breached.
 */
export function needsEyes(entries: readonly WorkItem[], now: number): boolean {
  return entries.some(
    (item) =>
      open(item) &&
      item.severity === 'critical' &&
      (isNobodys(item) || (item.dueAt !== null && now - item.dueAt < NEWS_MS)),
  )
}
