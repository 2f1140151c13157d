import { expect, test } from 'vitest'
import type { AnyEvent } from '#core/event/event.ts'
import { type TimelinePage, timelinePage } from './timeline-page.ts'

const event = (time: number): AnyEvent => ({
  ...{ id: `e${time}`, source: 'crm', type: 'case.noted' },
  ...{ time, subject: 'K', data: { text: 'x' } },
})
const query = (text: string) => new URLSearchParams(text)

test('the pages of a timeline are the timeline, also when an earlier event comes between two of them', () => {
  let events = Array.from({ length: 25 }, (_, at) => event((at + 1) * 10))
  const read: AnyEvent[] = []
  let next: string | null = ''
  for (let pages = 0; next !== null; pages++) {
    const page: TimelinePage = timelinePage(events, query(next === '' ? '' : `after=${next}`), 10)!
    read.push(...page.events)
    next = page.next
    if (pages === 0) events = [event(5), ...events]
  }
  expect(read.map(({ time }) => time)).toEqual(Array.from({ length: 25 }, (_, at) => (at + 1) * 10))
})

test('a short timeline comes whole; a limit makes it shorter and never longer than it may be', () => {
  const events = Array.from({ length: 5 }, (_, at) => event(at))
  expect(timelinePage(events, query(''), 10)).toEqual({ events, next: null })
  expect(timelinePage(events, query('limit=2'), 10)!.events).toHaveLength(2)
  expect(timelinePage(events, query('limit=5000'), 3)!.events).toHaveLength(3)
  for (const wrong of ['limit=0', 'limit=x', 'limit=1.5', 'after=%00', 'after=e30', 'after=W10'])
    expect(timelinePage(events, query(wrong), 10)).toBeNull()
})
