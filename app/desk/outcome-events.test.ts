import { expect, test } from 'vitest'
import { parseEvent } from '#core/parse-event.ts'
import type { ContactRow } from '#core/row.ts'
import { outcomeEvents, outcomes } from './outcome-events.ts'

const contact: ContactRow = {
  id: 'call-1',
  direction: 'inbound',
  queue: 'care',
  channel: 'voice',
  state: 'wrap_up',
  queuedAt: null,
  answeredAt: null,
  agent: 'yuan',
  customer: 'cu1',
  phone: null,
  name: null,
  transfers: 0,
  case: null,
  callback: null,
  suspect: false,
  clocks: [],
}
const newCase = 'new-case'
const types = (outcome: (typeof outcomes)[number], row = contact) =>
  outcomeEvents(outcome, row, null, newCase).events.map(({ type }) => type)

test.each(outcomes)('what "%s" says is what the contract takes', (outcome) => {
  for (const said of outcomeEvents(outcome, contact, null, newCase).events) {
    const event = { specversion: '1.0', id: 'x', source: 'user/yuan', time: '2026-01-01T00:00:00Z', ...said }
    expect(parseEvent(event)).toMatchObject({ ok: true })
  }
})

test('solved closes the case of the contact, and without one only marks the contact', () => {
  expect(types('solved')).toEqual(['contact.flagged'])
  expect(types('solved', { ...contact, case: 'C1' })).toEqual(['case.resolved', 'contact.flagged'])
})

test('what is owed belongs to the case of the contact, else to a new one of this customer', () => {
  expect(outcomeEvents('owe', { ...contact, case: 'C1' }, null, newCase).case).toBe('C1')
  const plan = outcomeEvents('owe', contact, null, newCase)
  expect(plan.case).toBe('new-case')
  expect(plan.events[0]).toMatchObject({
    type: 'case.opened',
    data: { kind: 'request', customer: 'cu1', contact: 'call-1' },
  })
})

test('a complaint about a case that is none opens its own; about a complaint it only marks the contact', () => {
  const known = { ...contact, case: 'C1' }
  expect(outcomeEvents('complaint', known, 'request', newCase).case).toBe('new-case')
  expect(outcomeEvents('complaint', known, 'complaint', newCase)).toMatchObject({
    case: 'C1',
    events: [{ type: 'contact.flagged' }],
  })
})
