import { expect, test } from 'vitest'
import { eventsAbout, type Happened } from '../floor/floor-event-for-test.ts'
import { newContact } from './contact.ts'
import { evolveContact } from './contact-evolve.ts'
import { isShortPath, newHolder, readHolder, refoldContact, step, writeHolder } from './contact-holder.ts'
import { contactRow } from './contact-row.ts'

const QUEUED: Happened = [0, 'contact.queued', { queue: 'care', customer: 'U', phone: '1' }]
const ANSWERED: Happened = [9_000, 'contact.answered', { agent: 'yuan' }]
const OFFERED: Happened = [5_000, 'contact.offered', { agent: 'yuan' }]
const ENDED: Happened = [60_000, 'contact.ended']
const eventsOf = (...happened: Happened[]) => eventsAbout('contact', 'K1', ...happened)
const nothing = { case: null, callback: null, clocks: [], wrappedBy: null, suspect: false }

function rowAfter(wrappedBy: string | null, ...happened: Happened[]) {
  const contact = newContact('K1')
  for (const event of eventsOf(...happened)) for (const _ of evolveContact(contact, event));
  return contactRow(contact, { ...nothing, wrappedBy })
}

test.each<[string, string | null, Happened[], string | null, string | null]>([
  ['who is queued waits', null, [QUEUED], 'waiting', null],
  ['it rings at who is offered it', null, [QUEUED, OFFERED], 'ringing', 'yuan'],
  ['who answers talks', null, [QUEUED, OFFERED, ANSWERED], 'talking', 'yuan'],
  [
    'held is not talked to',
    null,
    [QUEUED, ANSWERED, [20_000, 'contact.held', { agent: 'yuan' }]],
    'held',
    'yuan',
  ],
  [
    'who dials rings until the customer answers',
    null,
    [[0, 'contact.dialled', { agent: 'he' }]],
    'ringing',
    'he',
  ],
  ['over, but somebody wraps it up', 'yuan', [QUEUED, ANSWERED, ENDED], 'wrap_up', 'yuan'],
  ['over, and nobody has to do with it', null, [QUEUED, ANSWERED, ENDED], null, null],
  [
    'waiting again it is nobody’s, though somebody still wraps up',
    'yuan',
    [QUEUED, ANSWERED, ENDED, [70_000, 'contact.queued', { queue: 'sales' }]],
    'waiting',
    null,
  ],
  ['what nobody queued or dialled is not shown', null, [ANSWERED], null, null],
])('%s', (_, wrappedBy, happened, state, agent) => {
  const row = rowAfter(wrappedBy, ...happened)
  expect([row?.state ?? null, row?.agent ?? null]).toEqual([state, agent])
})

const terms = () => ({ withinMs: 20_000, shortMs: 5_000, wrapUpMs: 30_000 })

test('a contact that is packed comes back as it was, with the wrap-ups that were measured', () => {
  const holder = newHolder('K1')
  holder.events.push(...eventsOf(QUEUED, OFFERED, ANSWERED, ENDED))
  const parts = refoldContact(holder, terms)
  holder.contact.legs[0]!.wrapMs = 12_345
  const back = readHolder('K1', writeHolder(holder), terms)
  expect(back.holder.contact).toEqual(holder.contact)
  expect(back.parts).toEqual(parts)
})

test('folded by single steps in order a contact is as folded from all of its events', () => {
  const all = eventsOf(QUEUED, OFFERED, ANSWERED, ENDED)
  const [single, whole] = [newHolder('K1'), newHolder('K1')]
  for (const event of all) {
    single.events.push(event)
    expect(isShortPath(single, single.events.length - 1)).toBe(true)
    step(single, event, terms)
  }
  whole.events.push(...all)
  refoldContact(whole, terms)
  expect(single.contact).toEqual(whole.contact)
})

test('what comes before others, or before the contact is known, takes the long path', () => {
  const unknown = newHolder('K1')
  unknown.events.push(...eventsOf(ANSWERED))
  expect(isShortPath(unknown, 0)).toBe(false)
  const late = newHolder('K1')
  late.events.push(...eventsOf(QUEUED, ANSWERED, ENDED))
  refoldContact(late, terms)
  expect([1, 2].map((index) => isShortPath(late, index))).toEqual([false, true])
})
