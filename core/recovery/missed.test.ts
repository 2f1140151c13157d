import { expect, test } from 'vitest'
import { newContact } from '../contacts/contact.ts'
import { evolveContact } from '../contacts/contact-evolve.ts'
import { eventsAbout, type Happened } from '../floor/floor-event-for-test.ts'
import { isReachedBy, missedOf } from './missed.ts'

const QUEUED: Happened = [0, 'contact.queued', { queue: 'care', customer: 'cu', phone: '1' }]
const GAVE_UP: Happened = [20_000, 'contact.abandoned']
function contactOf(id: string, ...happened: Happened[]) {
  const contact = newContact(id)
  for (const event of eventsAbout('contact', id, ...happened)) for (const _ of evolveContact(contact, event));
  return contact
}
const missed = (...happened: Happened[]) => missedOf(contactOf('K1', ...happened), () => 5_000)
const VOICEMAIL: Happened = [9_000, 'contact.left', { reason: 'voicemail' }]

test('who gave up waiting, or left a message, is to be called: with their number, since when, of which queue', () => {
  expect(missed(QUEUED, GAVE_UP)).toMatchObject({ how: 'abandoned', at: 20_000, queue: 'care', phone: '1' })
  expect(missed(QUEUED, VOICEMAIL)).toMatchObject({ how: 'voicemail', at: 9_000 })
})

test('nobody is to be called who waits still, who was answered, who gave up at once, or who left no number', () => {
  expect(missed(QUEUED)).toBeNull()
  expect(missed(QUEUED, [9_000, 'contact.answered', { agent: 'yuan' }])).toBeNull()
  expect(missed(QUEUED, [4_999, 'contact.abandoned'])).toBeNull()
  expect(missed([0, 'contact.queued', { queue: 'care', customer: 'cu' }], GAVE_UP)).toBeNull()
  expect(missed(QUEUED, [9_000, 'contact.left', { reason: 'full' }])).toBeNull()
})

test('who waited again and gave up is missed once, by the later wait', () => {
  const again: Happened = [30_000, 'contact.queued', { queue: 'sales' }]
  expect(missed(QUEUED, GAVE_UP, again)).toBeNull()
  expect(missed(QUEUED, GAVE_UP, again, [50_000, 'contact.abandoned'])).toMatchObject({
    at: 50_000,
    queue: 'sales',
  })
})

test('the customer is reached once they come again or somebody talks to them, by whatever contact of theirs', () => {
  const miss = { id: 'K1', at: 20_000, customer: 'cu' }
  const later = (at: number, customer = 'cu') =>
    contactOf('K2', [at, 'contact.queued', { queue: 'care', customer, phone: '1' }])
  expect([isReachedBy(miss, later(20_001)), isReachedBy(miss, later(19_999))]).toEqual([true, false])
  expect(isReachedBy(miss, later(30_000, 'another'))).toBe(false)
  const nobodys = contactOf('K2', [30_000, 'contact.queued', { queue: 'care', phone: '1' }])
  expect(isReachedBy({ ...miss, customer: null }, nobodys)).toBe(false)
  const talk: Happened = [25_000, 'contact.answered', { agent: 'yuan' }]
  const dialled: Happened = [24_000, 'contact.dialled', { agent: 'yuan', customer: 'cu' }]
  expect(isReachedBy(miss, contactOf('K3', dialled))).toBe(false)
  expect(isReachedBy(miss, contactOf('K3', dialled, talk))).toBe(true)
})

test('of two that were missed at one instant exactly one is left to be called', () => {
  const [first, second] = ['K1', 'K2'].map((id) => contactOf(id, QUEUED, [0, 'contact.abandoned']))
  const miss = (id: string) => ({ id, at: 0, customer: 'cu' })
  expect([isReachedBy(miss('K1'), second!), isReachedBy(miss('K2'), first!)]).toEqual([true, false])
})
