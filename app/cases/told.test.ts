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

test('waiting is told from the first word of the customer until ours, all silences together', () => {
  const items = timelineOf([
    told(0, 'case.opened'),
    told(10, 'case.assigned'),
    told(93, 'case.contacted'),
    told(95, 'case.replied', { kind: 'answer' }),
    told(120, 'case.noted'),
  ])
  expect(
    items.map(({ gapMs, waitedMs }) => [gapMs === null ? null : gapMs / 60_000, waitedMs / 60_000]),
  ).toEqual([
    [null, 0],
    [10, 10],
    [83, 93],
    [2, 95],
    [25, 0],
  ])
})

test('an answer that was refused leaves the customer waiting', () => {
  const items = timelineOf([
    told(0, 'case.opened'),
    told(1, 'case.replied', { accepted: false }),
    told(9, 'case.noted'),
  ])
  expect(items[2]!.waitedMs).toBe(8 * 60_000)
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
