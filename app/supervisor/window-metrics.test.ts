import { expect, test } from 'vitest'
import { noCounts } from '#core/queues/counts.ts'
import { type Interval, windowFrom, windowMetrics } from './window-metrics.ts'

const noon = Date.parse('2026-03-09T12:00:00Z')
const MINUTE = 60_000

function interval(minutesAgo: number, counts: Partial<Interval>): Interval {
  const {
    waitMs: _w,
    talkMs: _t,
    holdMs: _h,
    wrapMs: _r,
    rated: _a,
    ratedMillionths: _m,
    ...none
  } = noCounts()
  const start = new Date(noon - minutesAgo * MINUTE).toISOString()
  return { ...none, start, waitSec: 0, talkSec: 0, holdSec: 0, wrapSec: 0, ...counts }
}

const intervals = [
  interval(60, { offered: 10, answeredInTarget: 2, answeredLate: 2, abandoned: 6 }),
  interval(15, {
    offered: 4,
    answeredInTarget: 3,
    abandoned: 1,
    waitSec: 30,
    handled: 2,
    talkSec: 100,
    wrapSec: 20,
  }),
]

test('a window begins with the quarter hour in which it began', () => {
  expect(windowFrom('30', 0, noon + 7 * MINUTE)).toBe(noon - 30 * MINUTE)
  expect(windowFrom('day', 42, noon)).toBe(42)
})

test('figures of a window are those of its summed counts', () => {
  expect(windowMetrics(intervals, noon - 30 * MINUTE, 'standard', 0)).toEqual({
    offered: 4,
    serviceLevel: 0.75,
    abandonRate: 0.25,
    asaSec: 10,
    ahtSec: 60,
  })
  expect(windowMetrics(intervals, 0, 'standard', 0).serviceLevel).toBeCloseTo(5 / 14)
})

test('the variant decides what stands below the line, and who waits too long stands there in each', () => {
  expect(windowMetrics(intervals, 0, 'answered', 0).serviceLevel).toBeCloseTo(5 / 7)
  expect(windowMetrics(intervals, 0, 'answered', 3).serviceLevel).toBeCloseTo(5 / 10)
  expect(windowMetrics([], 0, 'offered', 0)).toMatchObject({
    serviceLevel: null,
    abandonRate: null,
    asaSec: null,
  })
})
