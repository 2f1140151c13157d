import { addCounts, type Counts, noCounts } from './counts.ts'
import { endedAt, enteredAt, position } from './entry-list.ts'

export const INTERVAL_MS = 15 * 60_000
export const WINDOW_MS = 30 * 60_000

/** One entry as it counts now, and where. */
export interface Counted {
  readonly live: QueueLive
  readonly contact: string
  /** Which of the contact's entries it is, from 0. */
  readonly index: number
  readonly enteredAt: number
  endedAt: number | null
  waitMs: number | null
  /** Why it left unanswered, if it did. */
  reason: string | null
  counts: Counts
  /** The records that it is counted in; null: forgotten since, or not counted. */
  interval: IntervalRecord | null
  day: DayRecord | null
  /** It is counted in the last 30 minutes. */
  inWindow: boolean
}

/**
 * The waits (ms) of all finished entries, in no order, so that the longest survives a correction. A list: every entry
 * adds to it, and hardly any is ever taken out.
 */
export interface Waits {
  waits: number[]
  longestMs: number | null
}

export interface DayRecord extends Waits {
  counts: Counts
}

/** Everything that a queue's figures are made of. Lists are sorted by instant. */
export interface QueueLive {
  readonly id: string
  readonly intervals: Map<number, IntervalRecord>
  readonly days: Map<number, DayRecord>
  /** Entries that wait, oldest first. */
  readonly waiting: Counted[]
  /** Entries whose wait ended in the last 30 minutes, oldest end first, and their sum. */
  readonly window: Counted[]
  /** How many at the beginning of `window` have fallen out of it already. */
  windowHead: number
  readonly windowSum: Counts
  /** The boards that show it. */
  boards: readonly string[]
  /** No later than the next instant at which time alone changes the figures, and when it is looked at again; or infinity. */
  wakeAt: number
  plannedAt: number
}

export interface IntervalRecord extends Waits {
  counts: Counts
  leftBy: Record<string, number>
}

export function newQueueLive(id: string): QueueLive {
  return {
    id,
    intervals: new Map(),
    days: new Map(),
    waiting: [],
    window: [],
    windowHead: 0,
    windowSum: noCounts(),
    boards: [],
    wakeAt: Number.POSITIVE_INFINITY,
    plannedAt: Number.POSITIVE_INFINITY,
  }
}

/** How many of the waiting entered before the instant. */
export function waitingBefore(queue: QueueLive, at: number): number {
  const oldest = queue.waiting[0]
  // Nearly always nobody has waited so long.
  if (oldest === undefined || oldest.enteredAt >= at) return 0
  return position(queue.waiting, at, enteredAt)
}

/** The beginning of the 15-minute interval that holds the instant. */
export function intervalStart(at: number): number {
  return Math.floor(at / INTERVAL_MS) * INTERVAL_MS
}

/** Entries at the beginning of the window that may lie there, fallen out, before the list is cut. */
const SLACK = 256

/** Lets entries that ended 30 minutes ago or earlier fall out of the window; tells whether one did. */
export function advanceWindow(queue: QueueLive, now: number): boolean {
  const { window } = queue
  const before = queue.windowHead
  while (queue.windowHead < window.length && endedAt(window[queue.windowHead]!) <= now - WINDOW_MS) {
    const item = window[queue.windowHead++]!
    addCounts(queue.windowSum, item.counts, -1)
    item.inWindow = false
  }
  const fell = queue.windowHead > before
  if (queue.windowHead >= SLACK) {
    window.splice(0, queue.windowHead)
    queue.windowHead = 0
  }
  return fell
}

/**
 * The next instant at which time alone changes the queue's figures: a wait passes the target, an entry leaves the
 * window. Infinity: there is none.
 */
export function nextOfQueue(queue: QueueLive, withinMs: number, now: number): number {
  const waits = queue.waiting[waitingBefore(queue, now - withinMs)]
  const oldest = queue.window[queue.windowHead]
  const first = waits === undefined ? Number.POSITIVE_INFINITY : waits.enteredAt + withinMs + 1
  const second = oldest === undefined ? Number.POSITIVE_INFINITY : endedAt(oldest) + WINDOW_MS
  return Math.min(first, second)
}

/** Forgets records of intervals and days that began before the instant. */
export function forgetBefore(queue: QueueLive, at: number): void {
  for (const start of queue.intervals.keys()) if (start < at) queue.intervals.delete(start)
  for (const start of queue.days.keys()) if (start < at) queue.days.delete(start)
}
