import { expect, it } from 'vitest'
import { usualLimits } from '#core/site/limits.ts'
import { createCallLimit, createPersonLimit } from './person-limit.ts'

it('a person has one share of commands on however many screens, and another person their own', () => {
  let now = 0
  const limits = { ...usualLimits, commandsPerSec: 2, commandsAtOnce: 5 }
  const person = createPersonLimit(() => now)
  const taken = (source: string) =>
    Array.from({ length: 20 }, () => person.take(source, limits)).filter(Boolean)
  expect(taken('user/a')).toHaveLength(5)
  expect(taken('user/b')).toHaveLength(5)
  now = 1_000
  expect(taken('user/a')).toHaveLength(2)
})

it('several at once are taken all or none, and more than there ever are at once as many as there are', () => {
  let now = 0
  const limits = { ...usualLimits, commandsPerSec: 2, commandsAtOnce: 5 }
  const person = createPersonLimit(() => now)
  const take = (count: number) => person.take('user/a', limits, count)
  expect([take(4), take(2), take(1), take(1)]).toEqual([true, false, true, false])
  now = 10_000
  expect([take(50), take(1)]).toEqual([true, false])
})

it('a person has colleagues called twenty times at once, then once a minute; another, and what calls nobody, does not wait', () => {
  let now = 0
  const mayCall = createCallLimit(() => now)
  const called = Array.from({ length: 10_000 }, (_, place) =>
    mayCall('user/a', place % 2 === 0 ? 'assist.requested' : 'approval.requested'),
  )
  expect(called.filter(Boolean)).toHaveLength(20)
  expect(mayCall('user/a', 'approval.explained')).toBe(false)
  expect(mayCall('user/b', 'assist.requested')).toBe(true)
  expect(mayCall('user/a', 'case.noted')).toBe(true)
  now = 60_000
  expect([mayCall('user/a', 'assist.requested'), mayCall('user/a', 'assist.requested')]).toEqual([
    true,
    false,
  ])
})
