import { compareWorkItems, type WorkItem } from './work-item.ts'

/** What is at risk, in the three parts in which one deals with it. */
export const bands = ['now', 'today', 'older'] as const
export type Band = (typeof bands)[number]

/** What was due on an earlier day is an old debt only after so long: five past midnight the last hour is still news. */
const OLD_AFTER_MS = 4 * 3_600_000
const STEP_MS = 15 * 60_000

/**
 * Before which instant (ms) something must have been due to be an old debt, at an instant of a day that began at
 * `dayFrom`. It moves by quarters of an hour, so that lists are not put in order anew all the time.
 */
export const oldBefore = (dayFrom: number, now: number): number =>
  Math.min(dayFrom, Math.floor((now - OLD_AFTER_MS) / STEP_MS) * STEP_MS)

/** By what an entry stands where it stands in its band: its due, else since when it waits or is owed. */
const placeOf = ({ dueAt, sinceAt }: WorkItem) => dueAt ?? sinceAt ?? 0

/**
 * `now`: over its due, about to be, watched by no clock, or a customer who waits or came again; `older`: so since before `old` (ms);
 * `today`: what is to come.
 */
export function bandOf(item: WorkItem, old: number): Band {
  switch (item.state) {
    case 'breached':
    case 'unwatched':
      return placeOf(item) < old ? 'older' : 'now'
    case 'warned':
      return 'now'
    default:
      return item.type === 'contact' || item.came > 0 ? 'now' : 'today'
  }
}

/** The order in a band: what is longest over and then what is due next; of old debts the latest first. 0 for the same entry only. */
export function compareInBand(band: Band): (a: WorkItem, b: WorkItem) => number {
  const turn = band === 'older' ? -1 : 1
  return (a, b) => turn * (placeOf(a) - placeOf(b)) || compareWorkItems(a, b)
}
