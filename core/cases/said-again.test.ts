import { expect, test } from 'vitest'
import type { FloorEvent } from '../event.ts'
import { siteSchema } from '../site/site-schema.ts'
import { caseBookForTest } from './case-book-for-test.ts'

const site = siteSchema.parse({ site: { id: 'again' } })
const START = Date.UTC(2026, 2, 2, 1)
const due = new Date(START + 3_600_000).toISOString()

function bookAfter(...events: [type: string, subject: string, data: object][]) {
  const { book, hear } = caseBookForTest(site)
  for (const [index, [type, subject, data]] of events.entries()) {
    const event = { id: `e${index}`, source: 'crm', type, subject, time: START + index * 60_000 }
    hear({ ...event, data: { ...data } } satisfies FloorEvent)
  }
  return book
}

test('what an event leaves out when something is said again stays as it was said before', () => {
  const book = bookAfter(
    ['case.opened', 'C1', { kind: 'complaint' }],
    ['callback.requested', 'B1', { queue: 'q', customer: 'ann', case: 'C1' }],
    ['promise.made', 'P1', { case: 'C1', text: 'soon', due, agent: 'he', origin: 'sales' }],
    ['approval.requested', 'A1', { case: 'C1', from: 'lin', amount: 710, currency: 'CNY' }],
    ['callback.requested', 'B1', { queue: 'other' }],
    ['promise.made', 'P1', { case: 'C1', text: 'sooner', due }],
    ['approval.requested', 'A1', { case: 'C1', from: 'ma' }],
  )
  expect(book.row('callback', 'B1')).toMatchObject({ queue: 'other', customer: 'ann', case: 'C1' })
  expect(book.family('C1')).toContainEqual({ type: 'callback', id: 'B1' })
  expect(book.row('promise', 'P1')).toMatchObject({ text: 'sooner', agent: 'he', origin: 'sales' })
  expect(book.row('approval', 'A1')).toMatchObject({ from: 'ma', amount: 710, currency: 'CNY' })
})
