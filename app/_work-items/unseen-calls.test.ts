import { expect, test } from 'vitest'
import { unseenCalls } from './unseen-calls.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 13, minute)).toISOString()
const ms = (minute: number) => Date.parse(at(minute))
const gap = (from: number, to: number, calls: Record<string, number> | null) => ({
  from: at(from),
  to: at(to),
  calls,
})
const queue = { id: 'sales', feeds: ['pbx'] }

test('the gaps that touch a span tell what a queue lost in it', () => {
  const feeds = [
    {
      id: 'pbx',
      gaps: [gap(2, 3, { sales: 9, care: 1 }), gap(50, 51, { sales: 13 }), gap(55, 56, { care: 2 })],
    },
    { id: 'web', gaps: [gap(50, 51, null)] },
  ]
  expect(unseenCalls(feeds, queue, ms(45), ms(60))).toEqual({ count: 13, from: at(50), to: at(51) })
  expect(unseenCalls(feeds, queue, ms(0), ms(60))).toEqual({ count: 22, from: at(2), to: at(51) })
  expect(unseenCalls(feeds, queue, ms(15), ms(30))).toBeNull()
  expect(unseenCalls(feeds, { id: 'sales', feeds: [] }, ms(0), ms(60))).toBeNull()
})

test('one gap of which it cannot be told makes the sum unknown, never 0', () => {
  const feeds = [{ id: 'pbx', gaps: [gap(50, 51, { sales: 13 }), gap(53, 54, null)] }]
  expect(unseenCalls(feeds, queue, ms(45), ms(60))).toEqual({ count: null, from: at(50), to: at(54) })
})
