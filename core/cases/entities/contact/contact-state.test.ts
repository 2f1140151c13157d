import { expect, test } from 'vitest'
import { eventData } from '../../../event/event-data.ts'
import { eventsAbout, floorEvent, type Happened } from '../../../floor/floor-event-for-test.ts'
import { applyToContact, changesContact, newCaseContact } from './contact-state.ts'

function after(...happened: Happened[]) {
  const state = newCaseContact()
  for (const event of eventsAbout('contact', 'K1', ...happened)) applyToContact(state, event)
  return state
}
const QUEUED: Happened = [0, 'contact.queued', { queue: 'care' }]

test('only what is said to have ended has; an abandoned or left one is over, and comes again by being queued', () => {
  expect(after(QUEUED, [1, 'contact.abandoned'])).toMatchObject({ over: true, hasEnded: false })
  expect(after(QUEUED, [1, 'contact.ended'])).toMatchObject({ over: true, hasEnded: true })
  expect(after(QUEUED, [1, 'contact.ended'], [2, 'contact.queued', { queue: 'sales' }])).toMatchObject({
    ...{ over: false, hasEnded: false, queue: 'sales' },
  })
})

test('a type that is said to change nothing of a contact changes nothing', () => {
  const types = Object.keys(eventData).filter((type) => type.startsWith('contact.') && !changesContact(type))
  expect(types).toContain('contact.held')
  const before = after(QUEUED, [1, 'contact.answered', { agent: 'yuan' }])
  for (const type of types) {
    const state = { ...before }
    const event = floorEvent({
      id: 'x',
      source: 'pbx',
      type,
      time: 2,
      subject: 'K1',
      data: { agent: 'he', to: {} },
    })
    applyToContact(state, event as Parameters<typeof applyToContact>[1])
    expect(state).toEqual(before)
  }
})
