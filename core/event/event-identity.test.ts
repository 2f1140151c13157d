import { expect, test } from 'vitest'
import type { AnyEvent } from './event.ts'
import { sendingPersonOf } from './person-of.ts'
import { holdsContent, sameContent, sameEvent } from './same-event.ts'

const event = (data: AnyEvent['data'], over: Partial<AnyEvent> = {}): AnyEvent => ({
  ...{ id: 'e1', source: 'crm', type: 'case.opened', time: 5, subject: 'C1', data, ...over },
})

test('content is the same in whatever order its fields stand, and not where one says more', () => {
  expect(sameContent(event({ a: 1, b: { c: [2] } }), event({ b: { c: [2] }, a: 1 }))).toBe(true)
  expect(sameContent(event({ a: 1 }), event({ a: 1, b: 2 }))).toBe(false)
  expect(sameContent(event({ a: 1, b: 2 }), event({ a: 1 }))).toBe(false)
  expect(sameContent(event({ a: 1 }), event({ a: '1' }))).toBe(false)
  expect(sameContent(event({ a: 1 }), event({ a: 1 }, { time: 9 }))).toBe(true)
})

test('data hold what others say, and more; nothing is taken from what all objects have', () => {
  expect([holdsContent({ a: 1, b: 2 }, { a: 1 }), holdsContent({ a: 1 }, { a: 1, b: 2 })]).toEqual([
    true,
    false,
  ])
  expect(holdsContent({}, JSON.parse('{"__proto__":{}}'))).toBe(false)
})

test('the same event is about the same, at the same instant, and says the same', () => {
  expect(sameEvent(event({ a: 1 }), event({ a: 1 }))).toBe(true)
  for (const over of [{ subject: 'C2' }, { time: 6 }])
    expect([over, sameEvent(event({ a: 1 }), event({ a: 1 }, over))]).toEqual([over, false])
  expect(sameEvent(event({ a: 1 }), event({ a: 2 }))).toBe(false)
})

test('a person is named by their own word alone: a token’s, a feed’s or the system’s is nobody’s', () => {
  expect(['user/lin', 'user/token/crm', 'crm', 'system/rules'].map(sendingPersonOf)).toEqual([
    'lin',
    null,
    null,
    null,
  ])
})
