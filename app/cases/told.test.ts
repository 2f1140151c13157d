import { expect, test } from 'vitest'
import { customersLine, offersOf, type Told, timelineOf } from './told.ts'

const told = (minute: number, type: string, data: Record<string, unknown> = {}): Told => ({
  id: `${minute}`,
  source: 'pbx',
  type,
  time: new Date(Date.UTC(2026, 0, 5, 12, minute)).toISOString(),
  subject: 'C1',
  data,
})

test('a gap is one in which the customer waited, from their word until ours', () => {
  const items = timelineOf([
    told(0, 'case.opened'),
    told(10, 'case.assigned'),
    told(93, 'case.contacted'),
    told(95, 'case.replied', { kind: 'answer' }),
    told(120, 'case.noted'),
  ])
  expect(items.map(({ gapMs, waited }) => [gapMs === null ? null : gapMs / 60_000, waited])).toEqual([
    [null, false],
    [10, true],
    [83, true],
    [2, true],
    [25, false],
  ])
})

test('an answer that was refused leaves the customer waiting', () => {
  const items = timelineOf([
    told(0, 'case.opened'),
    told(1, 'case.replied', { accepted: false }),
    told(9, 'case.noted'),
  ])
  expect(items[2]!.waited).toBe(true)
})

test('offers stand in the order in which they were made', () => {
  const offer = (amount: number) => ({ offer: { amount, currency: 'CNY' } })
  expect(
    offersOf([
      told(1, 'case.replied', offer(355)),
      told(2, 'case.noted'),
      told(3, 'case.replied', offer(710)),
    ]).map(({ amount }) => amount),
  ).toEqual([355, 710])
})

test("the customer's line counts their contacts and our words, and the whole time", () => {
  const events = [told(0, 'case.opened'), told(93, 'case.contacted'), told(148, 'case.replied')]
  expect(customersLine(events)).toEqual({ came: 2, spoke: 1, tookMs: 148 * 60_000 })
})
