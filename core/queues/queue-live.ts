import { addCounts, type Counts, noCounts } from './counts.ts'

export const INTERVAL_MS = 15 * 60_000
export const WINDOW_MS = 30 * 60_000

/** One entry as it counts now. */
export interface Counted {
  readonly queue: string
  readonly contact: string
  /** Which of the contact's entries it is, from 0. */
  readonly index: number
  readonly enteredAt: number
  readonly endedAt: number | null
  readonly waitMs: number | null
  readonly counts: Counts
}

/** How often each wait (ms) of a finished entry stands, so that the longest survives a correction. */
export interface Waits {
  waits: Map<number, number>
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
  }
}

function position<T>(list: readonly T[], at: number, key: (item: T) => number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (key(list[middle]!) < at) low = middle + 1
    else high = middle
  }
  return low
}

const enteredAt = (item: Counted) => item.enteredAt
const endedAt = (item: Counted) => item.endedAt ?? 0

/** Order of two entries of one list: by the instant, then contact and entry, so that each has one place. */
function orderOf(a: Counted, b: Counted, key: (item: Counted) => number): number {
  const byTime = key(a) - key(b)
  if (byTime !== 0) return byTime
  if (a.contact !== b.contact) return a.contact < b.contact ? -1 : 1
  return a.index - b.index
}

/** The first place from which on nothing is before the entry. */
function placeOf(list: Counted[], item: Counted, key: (item: Counted) => number, from: number): number {
  let low = from
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (orderOf(list[middle]!, item, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function insertSorted(list: Counted[], item: Counted, key: (item: Counted) => number, from = 0): void {
  const last = list[list.length - 1]
  if (last === undefined || orderOf(last, item, key) < 0) list.push(item)
  else list.splice(placeOf(list, item, key, from), 0, item)
}

/** Where the entry stands, -1 if it is not there. */
function findSorted(list: Counted[], item: Counted, key: (item: Counted) => number, from = 0): number {
  const index = placeOf(list, item, key, from)
  const there = list[index]
  return there !== undefined && orderOf(there, item, key) === 0 ? index : -1
}

function removeSorted(list: Counted[], item: Counted, key: (item: Counted) => number, from = 0): boolean {
  const index = findSorted(list, item, key, from)
  if (index !== -1) list.splice(index, 1)
  return index !== -1
}

/** How many of the waiting entered before the instant. */
export function waitingBefore(queue: QueueLive, at: number): number {
  return position(queue.waiting, at, enteredAt)
}

/** The beginning of the 15-minute interval that holds the instant. */
export function intervalStart(at: number): number {
  return Math.floor(at / INTERVAL_MS) * INTERVAL_MS
}

function intervalFor(queue: QueueLive, at: number): IntervalRecord {
  const start = intervalStart(at)
  let record = queue.intervals.get(start)
  if (record === undefined) {
    record = { counts: noCounts(), leftBy: {}, waits: new Map(), longestMs: null }
    queue.intervals.set(start, record)
  }
  return record
}

export function dayRecord(queue: QueueLive, day: number): DayRecord {
  let record = queue.days.get(day)
  if (record === undefined) {
    record = { counts: noCounts(), waits: new Map(), longestMs: null }
    queue.days.set(day, record)
  }
  return record
}

function countWait(record: Waits, waitMs: number, sign: 1 | -1): void {
  const count = (record.waits.get(waitMs) ?? 0) + sign
  if (count > 0) record.waits.set(waitMs, count)
  else record.waits.delete(waitMs)
  if (sign === 1) record.longestMs = Math.max(record.longestMs ?? 0, waitMs)
  else if (record.longestMs === waitMs && count === 0) {
    let longest: number | null = null
    for (const wait of record.waits.keys()) if (longest === null || wait > longest) longest = wait
    record.longestMs = longest
  }
}

/** Adds an entry's contribution; `day` is the site's day that holds its entering. */
export function putCounted(
  queue: QueueLive,
  item: Counted,
  day: number,
  reason: string | null,
  now: number,
): void {
  const interval = intervalFor(queue, item.enteredAt)
  addCounts(interval.counts, item.counts, 1)
  if (reason !== null) interval.leftBy[reason] = (interval.leftBy[reason] ?? 0) + 1
  const record = dayRecord(queue, day)
  addCounts(record.counts, item.counts, 1)
  if (item.endedAt === null) {
    insertSorted(queue.waiting, item, enteredAt)
    return
  }
  if (item.waitMs !== null) {
    countWait(record, item.waitMs, 1)
    countWait(interval, item.waitMs, 1)
  }
  if (item.endedAt <= now - WINDOW_MS) return
  insertSorted(queue.window, item, endedAt, queue.windowHead)
  addCounts(queue.windowSum, item.counts, 1)
}

/** Takes an entry's contribution out again, as it was put. */
export function takeCounted(queue: QueueLive, item: Counted, day: number, reason: string | null): void {
  // Records of long past days are forgotten; there is nothing to take out of them.
  const interval = queue.intervals.get(intervalStart(item.enteredAt))
  if (interval !== undefined) {
    addCounts(interval.counts, item.counts, -1)
    if (reason !== null) takeReason(interval.leftBy, reason)
    if (item.waitMs !== null) countWait(interval, item.waitMs, -1)
  }
  const record = queue.days.get(day)
  if (record !== undefined) {
    addCounts(record.counts, item.counts, -1)
    if (item.waitMs !== null) countWait(record, item.waitMs, -1)
  }
  if (item.endedAt === null) removeSorted(queue.waiting, item, enteredAt)
  else if (removeSorted(queue.window, item, endedAt, queue.windowHead))
    addCounts(queue.windowSum, item.counts, -1)
}

function takeReason(leftBy: Record<string, number>, reason: string): void {
  const left = (leftBy[reason] ?? 0) - 1
  if (left > 0) leftBy[reason] = left
  else delete leftBy[reason]
}

/**
 * Puts what an entry adds now in the place of what it added before, where only its counts differ (it was wrapped up,
 * rated, moved on): nothing is sorted anew.
 */
export function changeCounts(queue: QueueLive, before: Counted, now: Counted, day: number): void {
  const sums = [queue.intervals.get(intervalStart(now.enteredAt))?.counts, queue.days.get(day)?.counts]
  const index = now.endedAt === null ? -1 : findSorted(queue.window, before, endedAt, queue.windowHead)
  if (index !== -1) {
    queue.window[index] = now
    sums.push(queue.windowSum)
  }
  for (const sum of sums) {
    if (sum === undefined) continue
    addCounts(sum, before.counts, -1)
    addCounts(sum, now.counts, 1)
  }
}

/** Entries at the beginning of the window that may lie there, fallen out, before the list is cut. */
const SLACK = 256

/** Lets entries that ended 30 minutes ago or earlier fall out of the window; tells whether one did. */
export function advanceWindow(queue: QueueLive, now: number): boolean {
  const { window } = queue
  const before = queue.windowHead
  while (queue.windowHead < window.length && endedAt(window[queue.windowHead]!) <= now - WINDOW_MS)
    addCounts(queue.windowSum, window[queue.windowHead++]!.counts, -1)
  const fell = queue.windowHead > before
  if (queue.windowHead >= SLACK) {
    window.splice(0, queue.windowHead)
    queue.windowHead = 0
  }
  return fell
}

/** The next instant at which time alone changes the queue's figures: a wait passes the target, an entry leaves the window. */
export function nextOfQueue(queue: QueueLive, withinMs: number, now: number): number | null {
  const late = waitingBefore(queue, now - withinMs)
  const waits = queue.waiting[late]
  const oldest = queue.window[queue.windowHead]
  const first = waits === undefined ? Number.POSITIVE_INFINITY : waits.enteredAt + withinMs + 1
  const second = oldest === undefined ? Number.POSITIVE_INFINITY : endedAt(oldest) + WINDOW_MS
  const next = Math.min(first, second)
  return Number.isFinite(next) ? next : null
}

/** Forgets records of intervals and days that began before the instant. */
export function forgetBefore(queue: QueueLive, at: number): void {
  for (const start of queue.intervals.keys()) if (start < at) queue.intervals.delete(start)
  for (const start of queue.days.keys()) if (start < at) queue.days.delete(start)
}
