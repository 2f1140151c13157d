import { expect, test } from 'vitest'
import type { AnyEvent } from '../../event/event.ts'
import { siteSchema } from '../../site/site-schema.ts'
import { caseProjectionForTest } from './case-projection-for-test.ts'

const site = siteSchema.parse({
  site: { id: 'hearing' },
  rules: [
    {
      ...{ id: 'tell', kind: 'clock', subject: 'promise', limit: '15m' },
      ...{ start: ['promise.at_risk'], stop: ['case.replied'] },
    },
    {
      id: 'talk',
      kind: 'count',
      subject: 'contact',
      of: ['case.opened', 'contact.transferred'],
      limit: [1, 2],
    },
  ],
})
const START = Date.UTC(2026, 2, 2, 1)
let seq = 0

function happened(minute: number, type: string, subject: string, data: object = {}): AnyEvent {
  const id = `e${String(seq++).padStart(4, '0')}`
  return { id, source: 'crm', type, subject, time: START + minute * 60_000, data: { ...data } }
}

/** What is said when the events are heard one by one. */
function emitted(...events: AnyEvent[]): string[] {
  const { book, hear, advance } = caseProjectionForTest(site)
  for (const event of events) {
    hear(event)
    book.flush()
  }
  advance(START + 600 * 60_000)
  return book.takeTransitions().map(({ at, rule, to }) => `${(at - START) / 60_000} ${rule} ${to}`)
}

test('what the case hears at the instant at which a clock of a promise starts, after it, stops that clock', () => {
  const opened = happened(0, 'case.opened', 'C1', { kind: 'complaint' })
  const made = happened(0, 'promise.made', 'P1', { case: 'C1', text: 'soon', due: '2026-03-02T09:00:00Z' })
  const [risk, reply] = [
    happened(5, 'promise.at_risk', 'P1'),
    happened(5, 'case.replied', 'C1', { kind: 'answer' }),
  ]
  expect(emitted(opened, made, risk, reply)).toEqual(['5 tell running', '5 tell met'])
})

test('a contact that its case names before it is heard of hears what the case heard before', () => {
  const opened = happened(0, 'case.opened', 'C1', { kind: 'complaint', contact: 'K1' })
  const dialled = happened(5, 'contact.dialled', 'K1', { agent: 'he' })
  const passed = happened(6, 'contact.transferred', 'K1', { to: { agent: 'lin' } })
  expect(emitted(opened, dialled, passed)).toEqual(['0 talk breached', '6 talk breached'])
})
