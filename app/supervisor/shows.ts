import { type Entry, isOpenApproval, isOwedPromise } from '../_rows/entry.ts'

/** What a figure opens: the very entries that it counts. */
export const shows = [
  'waiting',
  'breached',
  'unwatched',
  'departments',
  'approvals',
  'escalations',
  'promises',
  'orphans',
  'recovery',
  'high',
] as const
export type Show = (typeof shows)[number]

/** What the counting hangs on beside the entries themselves. */
export interface Floor {
  /** Agents who are signed in. */
  signedIn: ReadonlySet<string>
  /** The site's day, in ms. */
  day: { from: number; to: number }
}

const openCase = (entry: Entry) => entry.type === 'case' && entry.rowState !== 'resolved'
const owed = (entry: Entry) =>
  openCase(entry) || isOwedPromise(entry) || entry.type === 'callback' || isOpenApproval(entry)

const within = (at: number | null, { day }: Floor) => at !== null && at >= day.from && at < day.to

/** A supervisor was asked for and none has spoken to the customer yet. */
export const waitsForSupervisor = (entry: Entry) =>
  openCase(entry) && entry.askedSupervisorAt !== null && entry.supervisorSeenAt === null

const dueToday = (entry: Entry, floor: Floor) => entry.type === 'promise' && within(entry.dueAt, floor)
/** Due on an earlier day and owed still: who reads of today's promises must not miss it. */
const owedFromBefore = (entry: Entry, { day }: Floor) =>
  isOwedPromise(entry) && entry.dueAt !== null && entry.dueAt < day.from

/** Cases whose customer asked for a supervisor on the site's day. */
export const askedToday = (entry: Entry, floor: Floor) => within(entry.askedSupervisorAt, floor)

/** One definition for the figure and for the list behind it (docs/metrics.md, tiles). */
export const counts: Record<Show, (entry: Entry, floor: Floor) => boolean> = {
  waiting: (entry) => entry.type === 'contact' && entry.rowState === 'waiting',
  breached: (entry) => entry.state === 'breached',
  unwatched: (entry) => entry.state === 'unwatched',
  departments: (entry) => entry.type === 'handoff' && entry.rowState !== 'returned',
  approvals: isOpenApproval,
  escalations: (entry, floor) => waitsForSupervisor(entry) || askedToday(entry, floor),
  promises: (entry, floor) => dueToday(entry, floor) || owedFromBefore(entry, floor),
  orphans: (entry, { signedIn }) => owed(entry) && entry.agent !== null && !signedIn.has(entry.agent),
  recovery: (entry) => entry.type === 'callback' || entry.type === 'recovery',
  high: (entry) => openCase(entry) && entry.priority !== 'normal',
}

/** Share of open cases marked high or VIP, or null without an open case. */
export function shareMarkedHigh(entries: readonly Entry[]): number | null {
  const open = entries.filter(openCase)
  return open.length === 0 ? null : open.filter(({ priority }) => priority !== 'normal').length / open.length
}

export interface PromisesToday {
  kept: number
  late: number
  open: number
  /** Due on an earlier day and neither kept nor withdrawn. */
  before: number
}

/** Today's promises by what became of them, broken ones with the late; beside them what earlier days left. */
export function promisesToday(entries: readonly Entry[], floor: Floor): PromisesToday {
  const today = entries.filter((entry) => dueToday(entry, floor))
  const of = (...states: string[]) => today.filter(({ rowState }) => states.includes(rowState)).length
  const before = entries.filter((entry) => owedFromBefore(entry, floor)).length
  return { kept: of('kept'), late: of('late', 'broken'), open: of('open'), before }
}

/** The middle value, of two the mean; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** How long customers who asked today waited for a supervisor, in ms; null while none was seen. */
export function seenInMs(entries: readonly Entry[], floor: Floor): number | null {
  return median(
    entries.flatMap(({ askedSupervisorAt, supervisorSeenAt }) =>
      askedSupervisorAt !== null && supervisorSeenAt !== null && within(askedSupervisorAt, floor)
        ? [supervisorSeenAt - askedSupervisorAt]
        : [],
    ),
  )
}
