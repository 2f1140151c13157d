import { expect, test } from 'vitest'
import { eventsAbout, floorEvent } from '../../floor/floor-event-for-test.ts'
import { asSent, identityOfContact, takesIdentity, withIdentity } from './customer-identity.ts'
import { splitEvents } from './first-opening.ts'

const typesOf = (events: readonly { type: string }[]) => events.map(({ type }) => type)

test('of several openings the first counts and the others stand aside; a contact may be queued again', () => {
  const own = eventsAbout(
    ...([
      'case',
      'C1',
      [1, 'case.opened', { kind: 'inquiry' }],
      [2, 'case.replied', { kind: 'answer' }],
    ] as const),
    [3, 'case.opened', { kind: 'complaint' }],
  )
  const split = splitEvents('case', own)
  expect([typesOf(split.own), split.repeats.map(({ time }) => time)]).toEqual([
    ['case.opened', 'case.replied'],
    [3],
  ])
  const contact = eventsAbout(
    'contact',
    'K1',
    [1, 'contact.queued', { queue: 'a' }],
    [2, 'contact.queued', { queue: 'b' }],
  )
  expect(splitEvents('contact', contact).own).toHaveLength(2)
})

test('where the first opening is taken back, with what took it back, the next one counts', () => {
  const [first, second] = eventsAbout(
    ...([
      'case',
      'C1',
      [1, 'case.opened', { kind: 'inquiry' }],
      [3, 'case.opened', { kind: 'complaint' }],
    ] as const),
  )
  const takesBack = (source: string) =>
    floorEvent({
      ...{ id: 'w', source, type: 'system.event_withdrawn', time: 4, subject: 'case/C1' },
      data: { event: first!.id },
    })
  const split = splitEvents('case', [first!, second!, takesBack('crm')])
  expect(split).toMatchObject({ own: [second], repeats: [], withdrawn: [first, { id: 'w' }] })
  // What somebody else sent is not theirs to take back.
  expect(splitEvents('case', [first!, second!, takesBack('user/lin')])).toMatchObject({
    own: [first],
    repeats: [second],
  })
})

test('a case opened from a contact is whoever the contact is said to be last, and as it was sent without that', () => {
  const contact = eventsAbout(
    ...(['contact', 'K1', [1, 'contact.queued', { queue: 'a', customer: 'U', phone: '1' }]] as const),
    [2, 'contact.queued', { queue: 'b', customer: 'V' }],
  )
  const identity = identityOfContact(contact)
  expect(identity).toEqual({ customer: 'V', phone: '1' })
  const [opening] = eventsAbout('case', 'C1', [3, 'case.opened', { kind: 'inquiry', contact: 'K1' }])
  if (!takesIdentity(opening!)) throw new Error('it names a contact and nobody else')
  const known = withIdentity(opening, identity)
  expect(known.data).toMatchObject({ customer: 'V', phone: '1', customerFrom: 'K1' })
  expect(asSent(known)).toEqual(opening)
  expect(withIdentity(opening, {})).toBe(opening)
})

test('an opening that says itself who the customer is takes nobody’s identity', () => {
  const opening = (data: object) =>
    eventsAbout('case', 'C1', [1, 'case.opened', { kind: 'inquiry', ...data }])[0]!
  expect(takesIdentity(opening({ contact: 'K1', phone: '1' }))).toBe(false)
  expect(takesIdentity(opening({}))).toBe(false)
})
