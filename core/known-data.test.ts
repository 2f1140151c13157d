import { expect, it } from 'vitest'
import { eventData } from './event-data.ts'
import { sampleOf } from './event-sample-for-test.ts'
import { knownEvent } from './known-data.ts'

it('an event whose fields are all known is the same object, and so is one of the system', () => {
  const queued = { type: 'contact.queued', data: { queue: 'q', phone: '1' } }
  const offer = { type: 'case.replied', data: { kind: 'answer', offer: { amount: 1, currency: 'CNY' } } }
  const ours = { type: 'alert.told', data: { whatever: { is: 'ours' } } }
  for (const event of [queued, offer, ours]) expect(knownEvent(event)).toBe(event)
})

it('what a feed says beyond them is left out, also within a field', () => {
  const offer = { amount: 1, currency: 'CNY', what: 'x', blob: 'y'.repeat(9_000) }
  const event = { type: 'case.replied', id: 'e', data: { kind: 'answer', offer, agentNotes: { deep: [1] } } }
  expect(knownEvent(event)).toEqual({
    type: 'case.replied',
    id: 'e',
    data: { kind: 'answer', offer: { amount: 1, currency: 'CNY', what: 'x' } },
  })
})

it.each(Object.entries(eventData))('%s: what its schema takes, the fold hears as it is', (type, schema) => {
  const data = schema.parse(sampleOf(schema))
  const event = { type, data }
  expect(knownEvent(event)).toBe(event)
})

it('who gave something back to nobody is heard', () => {
  for (const type of ['case.assigned', 'callback.assigned'])
    expect(knownEvent({ type, data: { agent: null, more: 1 } })).toEqual({ type, data: { agent: null } })
})
