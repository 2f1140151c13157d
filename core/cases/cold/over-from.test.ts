import { expect, test } from 'vitest'
import { RETENTION_MS } from '../../time/retention.ts'
import { type CaseAggregate, type Entity, newAggregate, newEntity } from '../aggregates/case-aggregate.ts'
import { type Kind, partOf } from '../entities/entity.ts'
import type { RuleSubject } from '../judging/judging.ts'
import { overFrom } from './over-from.ts'

const DAY = 86_400_000
const quiet = { isBusy: () => false, windowMs: () => 0 }

function entity(kind: Kind, receivedAt: number, state: object): Entity {
  const made = newEntity(kind, `${kind}1`)
  Object.assign(made, { known: true, receivedAt, state: { ...partOf(kind).fresh(), ...state } })
  return made
}
function aggregate(main: Entity, ...members: Entity[]): CaseAggregate {
  return Object.assign(newAggregate(main), { members })
}
const resolved = (at = 0) => entity('case', at, { state: 'resolved' })

test('a resolved case leaves two days after the last word of it or of what belongs to it', () => {
  expect(overFrom(aggregate(resolved(5)), quiet)).toBe(5 + RETENTION_MS)
  expect(overFrom(aggregate(resolved(5), entity('promise', 9, { end: 'kept' })), quiet)).toBe(
    9 + RETENTION_MS,
  )
})

test.each<[string, Kind, object]>([
  ['a promise that nobody kept', 'promise', {}],
  ['a callback that nobody made', 'callback', {}],
])('it stays for ever while %s is open', (_, kind, state) => {
  expect(overFrom(aggregate(resolved(), entity(kind, 0, state)), quiet)).toBe(Number.POSITIVE_INFINITY)
  expect(overFrom(aggregate(entity('case', 0, { state: 'open' })), quiet)).toBe(Number.POSITIVE_INFINITY)
})

test('a hand-off that a resolved case no longer waits for holds nobody up, one of an open case does', () => {
  const handoff = entity('handoff', 0, { returnedAt: null })
  expect(overFrom(aggregate(resolved(), handoff), quiet)).toBe(RETENTION_MS)
  expect(overFrom(aggregate(entity('case', 0, { state: 'open' }), handoff), quiet)).toBe(
    Number.POSITIVE_INFINITY,
  )
})

test('a clock that runs keeps all of it', () => {
  const main = Object.assign(resolved(), { subject: {} as RuleSubject })
  expect(overFrom(aggregate(main), { ...quiet, isBusy: () => true })).toBe(Number.POSITIVE_INFINITY)
})

test('a contact whose end nobody told is over a fortnight after the last word, a merged case at once', () => {
  expect(overFrom(aggregate(entity('contact', 5, {})), quiet)).toBe(5 + 14 * DAY)
  expect(overFrom(aggregate(entity('case', 5, { state: 'open', mergedInto: 'C2' })), quiet)).toBe(
    5 + RETENTION_MS,
  )
})

test('a customer is kept for as long as rules look back', () => {
  const looking = { ...quiet, windowMs: () => 30 * DAY }
  expect(overFrom(aggregate(entity('customer', 5, {})), looking)).toBe(5 + RETENTION_MS + 30 * DAY)
})
