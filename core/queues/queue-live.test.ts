import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noCounts } from './counts.ts'
import {
  endedAt,
  enteredAt,
  findSorted,
  insertSorted,
  type Listed,
  position,
  removeSorted,
} from './entry-list.ts'
import {
  advanceWindow,
  type Counted,
  forgetBefore,
  INTERVAL_MS,
  intervalStart,
  newQueueLive,
  nextOfQueue,
  type QueueLive,
  WINDOW_MS,
  waitingBefore,
} from './queue-live.ts'
import {
  adoptCounted,
  changeCounts,
  changeOutcome,
  type LiveClock,
  putCounted,
  takeCounted,
} from './queue-totals.ts'

const MINUTE = 60_000
const DAY = 0
const NOON = 12 * 60 * MINUTE

const clockAt = (now: number): LiveClock => ({ now: () => now, withinMs: () => 20_000 })

function counted(live: QueueLive, contact: string, enteredAt: number, ended: number | null = null): Counted {
  const counts = { ...noCounts(), offered: 1, ...(ended === null ? { waiting: 1 } : { abandoned: 1 }) }
  return {
    ...{ live, contact, index: 0, enteredAt, endedAt: ended, counts },
    ...{
      waitMs: ended === null ? null : ended - enteredAt,
      reason: null,
      interval: null,
      day: null,
      inWindow: false,
    },
  }
}

const listed: fc.Arbitrary<Listed> = fc.record({
  contact: fc.constantFrom('A', 'B', 'C'),
  index: fc.nat(3),
  enteredAt: fc.nat(5),
  endedAt: fc.constant(null),
})

test('a list stays sorted whatever comes, finds each entry at one place, and loses only what is taken out', () => {
  fc.assert(
    fc.property(fc.uniqueArray(listed, { selector: (item) => JSON.stringify(item) }), (items) => {
      const list: Listed[] = []
      for (const item of items) insertSorted(list, item, enteredAt)
      expect(list.map(enteredAt)).toEqual(items.map(enteredAt).sort((a, b) => a - b))
      for (const item of items) expect(list[findSorted(list, item, enteredAt)]).toBe(item)
      for (const at of [0, 2, 9])
        expect(position(list, at, enteredAt)).toBe(list.filter((item) => item.enteredAt < at).length)
      for (const [place, item] of items.entries()) {
        expect(removeSorted(list, item, enteredAt)).toBe(true)
        expect(removeSorted(list, item, enteredAt)).toBe(false)
        expect(list).toHaveLength(items.length - place - 1)
      }
    }),
  )
})

test('an entry that is put in and taken out leaves its queue as it was', () => {
  const queue = newQueueLive('care')
  const clock = clockAt(NOON + 5 * MINUTE)
  const waiting = counted(queue, 'K1', NOON)
  const gone = counted(queue, 'K2', NOON, NOON + MINUTE)
  for (const item of [waiting, gone]) putCounted(item, DAY, clock)
  expect(queue.waiting).toEqual([waiting])
  expect(queue.window).toEqual([gone])
  expect(queue.days.get(DAY)).toMatchObject({
    longestMs: MINUTE,
    counts: { offered: 2, waiting: 1, abandoned: 1 },
  })
  expect(queue.intervals.get(NOON)?.counts.offered).toBe(2)
  for (const item of [gone, waiting]) takeCounted(item)
  expect([queue.waiting, queue.window]).toEqual([[], []])
  expect(queue.windowSum).toEqual(noCounts())
  expect(queue.days.get(DAY)).toEqual({ counts: noCounts(), waits: [], longestMs: null })
})

test('a wait that ends leaves those who wait, and is counted by how it ended', () => {
  const queue = newQueueLive('care')
  const clock = clockAt(NOON + 2 * MINUTE)
  const item = counted(queue, 'K1', NOON)
  putCounted(item, DAY, clock)
  const outcome = { endedAt: NOON + MINUTE, waitMs: MINUTE, reason: 'timeout' }
  changeOutcome(item, outcome, { ...noCounts(), offered: 1, left: 1 }, clock)
  expect([queue.waiting.length, queue.window.length]).toEqual([0, 1])
  expect(queue.intervals.get(NOON)).toMatchObject({
    leftBy: { timeout: 1 },
    longestMs: MINUTE,
    counts: { left: 1, waiting: 0 },
  })
  changeOutcome(item, { ...outcome, reason: 'closed' }, { ...noCounts(), offered: 1, left: 1 }, clock)
  expect(queue.intervals.get(NOON)?.leftBy).toEqual({ closed: 1 })
  changeCounts(item, { ...noCounts(), offered: 1, left: 1, wrapMs: 7 })
  for (const sum of [queue.windowSum, queue.days.get(DAY)?.counts])
    expect(sum).toMatchObject({ left: 1, wrapMs: 7 })
})

test('an entry counted before its object was written down is adopted, not counted twice', () => {
  const queue = newQueueLive('care')
  const clock = clockAt(NOON + 2 * MINUTE)
  putCounted(counted(queue, 'K1', NOON, NOON + MINUTE), DAY, clock)
  const again = counted(queue, 'K1', NOON, NOON + MINUTE)
  adoptCounted(again, DAY)
  expect(queue.window).toEqual([again])
  takeCounted(again)
  expect(queue.days.get(DAY)?.counts).toEqual(noCounts())
})

test('what ended falls out of the window half an hour later, at that very instant', () => {
  const queue = newQueueLive('care')
  const ends = [NOON, NOON + MINUTE]
  for (const [number, end] of ends.entries())
    putCounted(counted(queue, `K${number}`, NOON - MINUTE, end), DAY, clockAt(NOON + MINUTE))
  expect(nextOfQueue(queue, 20_000, NOON + MINUTE)).toBe(NOON + WINDOW_MS)
  expect(advanceWindow(queue, NOON + WINDOW_MS - 1)).toBe(false)
  expect(advanceWindow(queue, NOON + WINDOW_MS)).toBe(true)
  expect(queue.windowSum.offered).toBe(1)
  expect(nextOfQueue(queue, 20_000, NOON + WINDOW_MS)).toBe(
    endedAt({ endedAt: NOON + MINUTE } as Listed) + WINDOW_MS,
  )
  expect(advanceWindow(queue, NOON + MINUTE + WINDOW_MS)).toBe(true)
  expect(queue.windowSum).toEqual(noCounts())
  expect(nextOfQueue(queue, 20_000, NOON + WINDOW_MS + MINUTE)).toBe(Number.POSITIVE_INFINITY)
})

test('who waits passes the target right after it, and is counted as waiting before an instant', () => {
  const queue = newQueueLive('care')
  for (const [number, at] of [0, MINUTE, 2 * MINUTE].entries())
    putCounted(counted(queue, `K${number}`, NOON + at), DAY, clockAt(NOON))
  expect([NOON, NOON + 1, NOON + MINUTE, NOON + 9 * MINUTE].map((at) => waitingBefore(queue, at))).toEqual([
    0, 1, 1, 3,
  ])
  expect(nextOfQueue(queue, 20_000, NOON)).toBe(NOON + 20_001)
  expect(nextOfQueue(queue, 20_000, NOON + 20_001)).toBe(NOON + MINUTE + 20_001)
})

test('records are kept by quarters of an hour and days, and forgotten by their beginning', () => {
  expect([NOON, NOON + INTERVAL_MS - 1, NOON + INTERVAL_MS].map(intervalStart)).toEqual([
    NOON,
    NOON,
    NOON + INTERVAL_MS,
  ])
  const queue = newQueueLive('care')
  for (const at of [NOON, NOON + INTERVAL_MS]) putCounted(counted(queue, `K${at}`, at), DAY, clockAt(NOON))
  forgetBefore(queue, NOON + 1)
  expect([...queue.intervals.keys()]).toEqual([NOON + INTERVAL_MS])
  expect([...queue.days.keys()]).toEqual([])
})
