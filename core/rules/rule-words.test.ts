import { expect, test } from 'vitest'
import { compileCondition, compileDataTest } from './condition.ts'
import { durationMs, readDuration } from './duration.ts'
import { compileCriteria, matchesCriteria } from './event-criteria.ts'
import { instantOf, numberOf } from './field-value.ts'
import { readPercent } from './rule-shape.ts'

const event = (type: string, data: Record<string, unknown> = {}) =>
  ({ id: 'e', source: 's', type, time: 0, subject: 'C1', data }) as const

test('a duration is read to the millisecond, and what is none is refused, not taken for nothing', () => {
  expect(['90m', '37h30m', '500ms', '1d', '0s'].map(readDuration)).toEqual([
    ...[5_400_000, 135_000_000, 500, 86_400_000, 0],
  ])
  for (const text of ['', '5', 'm', '5 m', '-5m', '1.5h', '5min', '5m '])
    expect([text, readDuration(text)]).toEqual([text, null])
  expect(() => durationMs('soon')).toThrow('soon')
})

test('a share lies between none and all', () => {
  expect(['0%', '50%', '99.5%', '100%'].map(readPercent)).toEqual([0, 50, 99.5, 100])
  expect(['101%', '-1%', '50', '%', '50 %'].map(readPercent)).toEqual([null, null, null, null, null])
})

test('an event fits a criterion by its type and by all the data that it names; one of several criteria is enough', () => {
  const criteria = compileCriteria([
    'case.resolved',
    { type: 'case.priority', priority: 'high' },
    { type: 'case.priority', priority: 'vip', by: 'lin' },
  ])
  const fits = (type: string, data = {}) => matchesCriteria(criteria, event(type, data) as never)
  expect([fits('case.resolved'), fits('case.opened')]).toEqual([true, false])
  expect([fits('case.priority', { priority: 'high' }), fits('case.priority')]).toEqual([true, false])
  expect(fits('case.priority', { priority: 'vip' })).toBe(false)
  expect(fits('case.priority', { priority: 'vip', by: 'lin' })).toBe(true)
  expect(matchesCriteria(compileCriteria(), event('case.resolved') as never)).toBe(false)
})

test('an answer that does not say whether it was accepted was', () => {
  const accepted = compileDataTest({ accepted: true })
  expect([accepted({}), accepted({ accepted: true }), accepted({ accepted: false })]).toEqual([
    true,
    true,
    false,
  ])
})

test('no field of an event is taken from what all objects have', () => {
  expect(compileDataTest({ constructor: null })({})).toBe(true)
})

test('all conditions must hold, any value of a list is enough, and without conditions everything does', () => {
  const when = compileCondition({ kind: 'complaint' }, { priority: ['high', 'vip'] })
  const holds = (fields: object) => when(fields as never)
  expect(holds({ kind: 'complaint', priority: 'vip' })).toBe(true)
  expect(holds({ kind: 'complaint', priority: 'low' })).toBe(false)
  expect(holds({ kind: 'request', priority: 'vip' })).toBe(false)
  expect(compileCondition(undefined)({} as never)).toBe(true)
  expect(compileCondition({ owner: null })({} as never)).toBe(true)
})

test('what is no number is compared with nothing', () => {
  expect([1, 0, '1', Number.NaN, Number.POSITIVE_INFINITY, null].map(numberOf)).toEqual([
    1,
    0,
    null,
    null,
    null,
    null,
  ])
  expect(instantOf('2026-03-02T00:00:00Z')).toBe(Date.UTC(2026, 2, 2))
  expect([instantOf('soon'), instantOf(5)]).toEqual([null, 5])
})
