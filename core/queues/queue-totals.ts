import { itemAt } from '../collections/present.ts'
import { addCounts, type Counts, changeSum, noCounts, setCounts } from './counts.ts'
import { endedAt, enteredAt, findSorted, insertSorted, removeSorted } from './entry-list.ts'
import {
  type Counted,
  type DayRecord,
  type IntervalRecord,
  intervalStart,
  type QueueLive,
  type Waits,
  WINDOW_MS,
} from './queue-live.ts'

function intervalFor(queue: QueueLive, at: number): IntervalRecord {
  const start = intervalStart(at)
  let record = queue.intervals.get(start)
  if (record === undefined) {
    record = { counts: noCounts(), leftBy: {}, waits: [], longestMs: null }
    queue.intervals.set(start, record)
  }
  return record
}

function dayRecord(queue: QueueLive, day: number): DayRecord {
  let record = queue.days.get(day)
  if (record === undefined) {
    record = { counts: noCounts(), waits: [], longestMs: null }
    queue.days.set(day, record)
  }
  return record
}

/** Takes one wait out of a list in no order, and finds the longest of the others if it was that. */
function dropWait(record: Waits, waitMs: number): void {
  const { waits } = record
  const index = waits.lastIndexOf(waitMs)
  if (index === -1) return
  waits[index] = itemAt(waits, waits.length - 1)
  waits.pop()
  if (record.longestMs !== waitMs) return
  record.longestMs = null
  for (const wait of waits) if (record.longestMs === null || wait > record.longestMs) record.longestMs = wait
}

function countWait(record: Waits, waitMs: number, sign: 1 | -1): void {
  if (sign === -1) {
    dropWait(record, waitMs)
    return
  }
  record.waits.push(waitMs)
  if (record.longestMs === null || waitMs > record.longestMs) record.longestMs = waitMs
}

function wakeAt(queue: QueueLive, at: number): void {
  if (at < queue.wakeAt) queue.wakeAt = at
}

/** Puts an entry among those that wait or that ended lately. */
function putInList(item: Counted, clock: LiveClock): void {
  const queue = item.live
  if (item.endedAt === null) {
    insertSorted(queue.waiting, item, enteredAt)
    const late = item.enteredAt + clock.withinMs(queue.id) + 1
    if (late > clock.now()) wakeAt(queue, late)
    return
  }
  if (item.endedAt <= clock.now() - WINDOW_MS) return
  insertSorted(queue.window, item, endedAt, queue.windowHead)
  addCounts(queue.windowSum, item.counts, 1)
  item.inWindow = true
  wakeAt(queue, item.endedAt + WINDOW_MS)
}

function takeFromList(item: Counted): void {
  const queue = item.live
  if (item.endedAt === null) removeSorted(queue.waiting, item, enteredAt)
  if (!item.inWindow) return
  removeSorted(queue.window, item, endedAt, queue.windowHead)
  addCounts(queue.windowSum, item.counts, -1)
  item.inWindow = false
}

/** Counts the wait and the reason of an entry in its records. */
function countOutcome({ interval, day, waitMs, reason }: Counted, sign: 1 | -1): void {
  if (waitMs !== null) {
    if (day !== null) countWait(day, waitMs, sign)
    if (interval !== null) countWait(interval, waitMs, sign)
  }
  if (reason !== null && interval !== null) countReason(interval.leftBy, reason, sign)
}

/** What time it is, and the target's time in force in a queue; ms. */
export interface LiveClock {
  now(): number
  withinMs(queue: string): number
}

/** Adds an entry's contribution; `day` is the site's day that holds its entering. */
export function putCounted(item: Counted, day: number, clock: LiveClock): void {
  item.interval = intervalFor(item.live, item.enteredAt)
  item.day = dayRecord(item.live, day)
  addCounts(item.interval.counts, item.counts, 1)
  addCounts(item.day.counts, item.counts, 1)
  countOutcome(item, 1)
  putInList(item, clock)
}

/** Takes an entry's contribution out again, as it was put. */
export function takeCounted(item: Counted): void {
  if (item.interval !== null) addCounts(item.interval.counts, item.counts, -1)
  if (item.day !== null) addCounts(item.day.counts, item.counts, -1)
  countOutcome(item, -1)
  takeFromList(item)
}

/** The entry was counted before, by an object that is no longer at hand: from now on this one stands for it. */
export function adoptCounted(item: Counted, day: number): void {
  const queue = item.live
  // Records of long past days are forgotten; there is nothing to take out of them.
  item.interval = queue.intervals.get(intervalStart(item.enteredAt)) ?? null
  item.day = queue.days.get(day) ?? null
  const [list, key, from] =
    item.endedAt === null
      ? ([queue.waiting, enteredAt, 0] as const)
      : ([queue.window, endedAt, queue.windowHead] as const)
  const index = findSorted(list, item, key, from)
  if (index === -1) return
  list[index] = item
  item.inWindow = item.endedAt !== null
}

function countReason(leftBy: Record<string, number>, reason: string, sign: 1 | -1): void {
  const left = (leftBy[reason] ?? 0) + sign
  if (left > 0) leftBy[reason] = left
  else delete leftBy[reason]
}

/** What an entry adds becomes as `counts`; all else of it stays (it was wrapped up, rated, moved on). */
export function changeCounts(item: Counted, counts: Counts): void {
  if (item.interval !== null) changeSum(item.interval.counts, item.counts, counts)
  if (item.day !== null) changeSum(item.day.counts, item.counts, counts)
  if (item.inWindow) changeSum(item.live.windowSum, item.counts, counts)
  setCounts(item.counts, counts)
}

/** How the wait of an entry ended. */
export type EntryOutcome = Pick<Counted, 'endedAt' | 'waitMs' | 'reason'>

/** The wait of an entry ended, or ended otherwise: `now` stands in its place. */
export function changeOutcome(item: Counted, now: EntryOutcome, counts: Counts, clock: LiveClock): void {
  takeFromList(item)
  countOutcome(item, -1)
  item.endedAt = now.endedAt
  item.waitMs = now.waitMs
  item.reason = now.reason
  changeCounts(item, counts)
  countOutcome(item, 1)
  putInList(item, clock)
}
