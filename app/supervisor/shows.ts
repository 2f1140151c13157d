import { isOpenApproval, isOpenPromise, type WorkItem } from '../_work-items/work-item.ts'

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
  'unowned',
  'recovery',
  'high',
] as const
export type Show = (typeof shows)[number]

/** The site's day, in ms. */
export interface DaySpan {
  from: number
  to: number
}

export const openCase = (entry: WorkItem) => entry.type === 'case' && entry.rowState !== 'resolved'
const owed = (entry: WorkItem) =>
  openCase(entry) || isOpenPromise(entry) || entry.type === 'callback' || isOpenApproval(entry)

export const isWithin = (at: number | null, day: DaySpan) => at !== null && at >= day.from && at < day.to

/** A supervisor was asked for and none has spoken to the customer yet. */
export const waitsForSupervisor = (entry: WorkItem) =>
  openCase(entry) && entry.askedSupervisorAt !== null && entry.supervisorSeenAt === null

export const dueToday = (entry: WorkItem, day: DaySpan) =>
  entry.type === 'promise' && isWithin(entry.dueAt, day)
/** Due on an earlier day and owed still: who reads of today's promises must not miss it. */
export const overdueFromBefore = (entry: WorkItem, day: DaySpan) =>
  isOpenPromise(entry) && entry.dueAt !== null && entry.dueAt < day.from

/** Cases whose customer asked for a supervisor on the site's day. */
export const askedToday = (entry: WorkItem, day: DaySpan) => isWithin(entry.askedSupervisorAt, day)

/** One definition for the figure and for the list behind it (docs/metrics.md, tiles). */
export const counts: Record<Show, (entry: WorkItem, day: DaySpan) => boolean> = {
  waiting: (entry) => entry.type === 'contact' && entry.rowState === 'waiting',
  breached: (entry) => entry.state === 'breached',
  unwatched: (entry) => entry.state === 'unwatched',
  departments: (entry) => entry.type === 'handoff' && entry.rowState !== 'returned',
  approvals: isOpenApproval,
  escalations: (entry, day) => waitsForSupervisor(entry) || askedToday(entry, day),
  promises: (entry, day) => dueToday(entry, day) || overdueFromBefore(entry, day),
  orphans: (entry) => owed(entry) && entry.agent !== null && !entry.agentSignedIn,
  unowned: (entry) => (openCase(entry) || entry.type === 'callback') && entry.agent === null,
  recovery: (entry) => entry.type === 'callback' || entry.type === 'recovery',
  high: (entry) => openCase(entry) && entry.priority !== 'normal',
}
