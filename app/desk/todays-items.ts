import type { WorkItem } from '../_work-items/work-item.ts'

const DAY_MS = 24 * 3_600_000
/** More than these nobody reads before signing in. */
const MOST = 8

/** Own callbacks and promises that fall due within a day or are over already, by their time; and how much of all is over. */
export function todaysOf(entries: readonly WorkItem[], now: number): { today: WorkItem[]; overdue: number } {
  const today = entries
    .filter(
      ({ type, dueAt }) =>
        (type === 'callback' || type === 'promise') && dueAt !== null && dueAt < now + DAY_MS,
    )
    .sort((a, b) => a.dueAt! - b.dueAt!)
    .slice(0, MOST)
  return { today, overdue: entries.filter(({ state }) => state === 'breached').length }
}
