import { expect, test } from 'vitest'
import { eventsAbout, type Happened } from '../../floor/floor-event-for-test.ts'
import { type CaseToLink, derivedOf, type LinkContext, mayMakeFollow, precedes, statusAt } from './links.ts'

const QUEUED: Happened = [10, 'contact.queued', { queue: 'care', customer: 'U' }]
const contact = (...happened: Happened[]) => eventsAbout('contact', 'K1', ...happened)
const caseEvents = (id: string, ...happened: Happened[]) => eventsAbout('case', id, ...happened)
const caseOf = (id: string, ...happened: Happened[]): CaseToLink => ({
  ...{ id, status: null, merge: () => null, own: () => caseEvents(id, ...happened) },
})
const opened = (time: number): Happened => [time, 'case.opened', { kind: 'inquiry', customer: 'U' }]

function context(cases: readonly CaseToLink[], more: Partial<LinkContext> = {}): LinkContext {
  return {
    isNamed: () => false,
    isTakenBack: () => false,
    isKnown: (id) => cases.some((one) => one.id === id),
    casesOf: () => cases,
    openingsOf: () => null,
    caseToLink: (id) => cases.find((one) => one.id === id) ?? null,
    opens: () => null,
    isReferredTo: () => false,
    ...more,
  }
}
const followsFrom = (own: ReturnType<typeof contact>, given: LinkContext) => {
  const derived = derivedOf(own, 'K1', given)
  return derived && `${derived.type} ${derived.subject}`
}

test('a contact is about its customer’s case that is open then and was opened last', () => {
  const cases = [
    caseOf('C1', opened(1)),
    caseOf('C2', opened(3), [5, 'case.resolved']),
    caseOf('C3', opened(2)),
    caseOf('C4', opened(11)),
  ]
  expect(followsFrom(contact(QUEUED), context(cases))).toBe('case.contacted C3')
})

test('the case that it names goes before the customer’s open one; an unknown one it names does not', () => {
  const cases = [caseOf('C1', opened(1)), caseOf('C2', opened(2), [3, 'case.resolved'])]
  const naming = (id: string): Happened => [10, 'contact.queued', { queue: 'care', customer: 'U', case: id }]
  expect(followsFrom(contact(naming('C2')), context(cases))).toBe('case.contacted C2')
  expect(followsFrom(contact(naming('CX')), context(cases))).toBe('case.contacted C1')
})

test('nothing follows where the link was taken back, or where an event names the contact', () => {
  const cases = [caseOf('C1', opened(1))]
  expect(followsFrom(contact(QUEUED), context(cases, { isTakenBack: () => true }))).toBeNull()
  expect(followsFrom(contact(QUEUED), context(cases, { isNamed: () => true }))).toBeNull()
})

test('an answer opens a case in a queue that opens such, once, for who answered; after its end it opens none', () => {
  const opens = context([], { opens: () => 'complaint' })
  const answered: Happened = [20, 'contact.answered', { agent: 'yuan' }]
  const own = contact(QUEUED, answered, [30, 'contact.answered', { agent: 'he' }])
  expect(derivedOf(own, 'K1', opens)).toMatchObject({
    ...{ type: 'case.opened', subject: 'open-K1', time: 20 },
    data: { kind: 'complaint', agent: 'yuan', customer: 'U' },
  })
  expect(followsFrom(contact(QUEUED, [15, 'contact.ended'], answered), opens)).toBeNull()
  expect(followsFrom(contact(QUEUED), opens)).toBeNull()
})

test('an opened case that something refers to stays, though an event names the contact', () => {
  const own = contact(QUEUED, [20, 'contact.answered', { agent: 'yuan' }])
  const named = { opens: () => 'complaint' as const, isNamed: () => true }
  expect(followsFrom(own, context([], named))).toBeNull()
  expect(followsFrom(own, context([], { ...named, isReferredTo: () => true }))).toBe('case.opened open-K1')
})

test('a case is as its last word of state says; from its merge on it is not open', () => {
  const own = caseEvents(
    'C1',
    opened(1),
    [2, 'case.resolved'],
    [3, 'case.reopened'],
    [4, 'case.noted', { text: 'x' }],
  )
  const [point] = contact([2, 'contact.queued', { queue: 'care' }])
  expect(statusAt(own)).toEqual({ openedAt: 1, isOpen: true, customer: 'U', lastAt: 4 })
  expect(statusAt(own, point)).toMatchObject({ isOpen: false, lastAt: 2 })
  expect(statusAt(own, undefined, own[2])).toMatchObject({ isOpen: false })
})

test('of two contacts that open a case at one instant neither hangs on the other’s, and none on its own', () => {
  const [opening] = eventsAbout('case', 'open-K1', [
    5,
    'case.opened',
    { kind: 'inquiry', contact: 'K1' },
    'system/open',
  ])
  const pointOf = (id: string) => eventsAbout('contact', id, [5, 'contact.queued', { queue: 'care' }])[0]!
  expect(['K0', 'K1', 'K2'].map((id) => precedes(opening!, pointOf(id)))).toEqual([false, false, true])
})

test('something may follow from what decides answers where it comes late, in order only by an answer that opens', () => {
  const own = contact(QUEUED, [20, 'contact.answered', { agent: 'yuan' }], [30, 'contact.ended'])
  const may = (index: number, kind: 'inquiry' | null) =>
    mayMakeFollow(
      own[index]!,
      () => own.slice(0, 3),
      () => kind,
    )
  expect([may(0, 'inquiry'), may(1, null), may(2, 'inquiry')]).toEqual([false, true, false])
  const inOrder = own.slice(0, 2)
  expect(
    mayMakeFollow(
      inOrder[1]!,
      () => inOrder,
      () => 'inquiry',
    ),
  ).toBe(true)
  expect(
    mayMakeFollow(
      inOrder[1]!,
      () => inOrder,
      () => null,
    ),
  ).toBe(false)
})
