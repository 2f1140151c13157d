import { expect, test } from 'vitest'
import { eventsAbout, type Happened } from '../floor/floor-event-for-test.ts'
import { EARLY_ANSWER_MS, earlyAnswerOf, inEffect, mayBeAnswered } from './contact-order.ts'

const eventsOf = (...happened: Happened[]) => eventsAbout('contact', 'K1', ...happened)
const answered = (at: number, agent = 'yuan'): Happened => [at, 'contact.answered', { agent }]
const queued = (at: number, queue = 'care'): Happened => [at, 'contact.queued', { queue }]
/** The events in the order in which they count, by their places. */
const order = (...happened: Happened[]) => {
  const events = eventsOf(...happened)
  return inEffect(events).map((event) => events.indexOf(event))
}

test('an answer stamped up to five seconds before its entry answers it, and not one that is older', () => {
  expect(order(answered(1_000), queued(1_000 + EARLY_ANSWER_MS))).toEqual([1, 0])
  expect(order(answered(1_000), queued(1_001 + EARLY_ANSWER_MS))).toEqual([0, 1])
  expect(mayBeAnswered(eventsOf(answered(1_000), queued(1_000 + EARLY_ANSWER_MS)))).toBe(true)
  expect(mayBeAnswered(eventsOf(answered(1_000), queued(1_001 + EARLY_ANSWER_MS)))).toBe(false)
})

test('one answer answers one entry: of two answers before two entries each has its own', () => {
  const events = [answered(1_000), answered(2_000, 'qian'), queued(3_000), queued(4_000, 'sales')]
  expect(order(...events)).toEqual([2, 0, 3, 1])
})

test('an answer that takes somebody out of a queue answers that entry, and no later one', () => {
  expect(order(queued(0), answered(1_000), queued(2_000, 'sales'))).toEqual([0, 1, 2])
})

test('what was handed on or dialled in between is not answered by what came before it', () => {
  const passed: Happened = [1_500, 'contact.transferred', { to: { queue: 'sales' } }]
  expect(order(answered(1_000), passed, queued(2_000, 'sales'))).toEqual([0, 1, 2])
  const dialled: Happened = [1_500, 'contact.dialled', { agent: 'qian' }]
  expect(order(answered(1_000), dialled, queued(2_000))).toEqual([0, 1, 2])
})

test('the early answer of an entry is told by its entry, and where nothing moves the list stays the very same', () => {
  const events = eventsOf(answered(1_000), queued(2_000))
  expect(earlyAnswerOf(events, events[1]!)).toBe(events[0])
  const plain = eventsOf(queued(0), answered(1_000))
  expect([earlyAnswerOf(plain, plain[0]!), inEffect(plain) === plain]).toEqual([null, true])
})
