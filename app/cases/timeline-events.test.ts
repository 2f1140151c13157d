import { expect, test } from 'vitest'
import { customersSummary, offersOf, type TimelineEvent, timelineOf } from './timeline-events.ts'

const event = (minute: number, type: string, data: Record<string, unknown> = {}): TimelineEvent => ({
  id: `${minute}`,
  source: 'pbx',
  type,
  time: new Date(Date.UTC(2026, 0, 5, 12, minute)).toISOString(),
  subject: 'C1',
  data,
})

test('waiting is told from the first word of the customer until ours, all silences together', () => {
  const items = timelineOf([
    event(0, 'case.opened'),
    event(10, 'case.assigned'),
    event(93, 'case.contacted'),
    event(95, 'case.replied', { kind: 'answer' }),
    event(120, 'case.noted'),
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
    event(0, 'case.opened'),
    event(1, 'case.replied', { accepted: false }),
    event(9, 'case.noted'),
  ])
  expect(items[2]!.waitedMs).toBe(8 * 60_000)
})

test('offers stand in the order in which they were made', () => {
  const offer = (amount: number) => ({ offer: { amount, currency: 'CNY' } })
  expect(
    offersOf([
      event(1, 'case.replied', { ...offer(355), accepted: false }),
      event(2, 'case.noted'),
      event(3, 'case.replied', offer(710)),
    ]).map(({ amount, accepted }) => [amount, accepted]),
  ).toEqual([
    [355, false],
    [710, true],
  ])
})

test("the customer's line counts their contacts and our words, from their first to our last", () => {
  const events = [
    event(0, 'case.opened'),
    event(93, 'case.contacted'),
    event(148, 'case.replied'),
    event(160, 'case.resolved'),
  ]
  expect(customersSummary(events)).toMatchObject({ came: 2, spoke: 1, tookMs: 148 * 60_000 })
  expect(customersSummary([])).toMatchObject({ came: 0, spoke: 0, tookMs: 0 })
})

test('a call of ours counts once: by itself, or by the reply that names it', () => {
  const dialled = (subject: string) => ({ ...event(5, 'contact.dialled'), id: subject, subject })
  const events = [
    event(0, 'case.opened'),
    dialled('o1'),
    dialled('o2'),
    event(9, 'case.replied', { contact: 'o2' }),
  ]
  expect(customersSummary(events).spoke).toBe(2)
})
