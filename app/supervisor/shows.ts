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

export const openCase = (item: WorkItem) => item.type === 'case' && item.rowState !== 'resolved'
const owed = (item: WorkItem) =>
  openCase(item) || isOpenPromise(item) || item.type === 'callback' || isOpenApproval(item)

export const isWithin = (at: number | null, day: DaySpan) => at !== null && at >= day.from && at < day.to

/** A supervisor was asked for and none has spoken to the customer yet. */
export const waitsForSupervisor = (item: WorkItem) =>
  openCase(item) && item.askedSupervisorAt !== null && item.supervisorSeenAt === null

export const dueToday = (item: WorkItem, day: DaySpan) => item.type === 'promise' && isWithin(item.dueAt, day)
/** Due on an earlier day and owed still: who reads of today's promises must not miss it. */
export const overdueFromBefore = (item: WorkItem, day: DaySpan) =>
  isOpenPromise(item) && item.dueAt !== null && item.dueAt < day.from

/** Cases whose customer asked for a supervisor on the site's day. */
export const askedToday = (item: WorkItem, day: DaySpan) => isWithin(item.askedSupervisorAt, day)

/** One definition for the figure and for the list behind it (docs/metrics.md, tiles). */
export const counts: Record<Show, (item: WorkItem, day: DaySpan) => boolean> = {
  waiting: (item) => item.type === 'contact' && item.rowState === 'waiting',
  breached: (item) => item.state === 'breached',
  unwatched: (item) => item.state === 'unwatched',
  departments: (item) => item.type === 'handoff' && item.rowState !== 'returned',
  approvals: isOpenApproval,
  escalations: (item, day) => waitsForSupervisor(item) || askedToday(item, day),
  promises: (item, day) => dueToday(item, day) || overdueFromBefore(item, day),
  orphans: (item) => owed(item) && item.agentIsOut,
  unowned: (item) => (openCase(item) || item.type === 'callback') && item.agent === null,
  recovery: (item) => item.type === 'callback' || item.type === 'recovery',
  high: (item) => openCase(item) && item.priority !== 'normal',
}
