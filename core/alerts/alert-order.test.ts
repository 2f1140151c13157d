import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AlertWeight, compareAlerts, priorityOf, severities, weightOfRow } from './alert-order.ts'

const weight = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  severity: fc.constantFrom(...severities),
  isBreached: fc.boolean(),
  at: fc.integer({ min: 0, max: 3 }),
})
const named = (id: string, severity: AlertWeight['severity'], isBreached: boolean, at = 0): AlertWeight => ({
  ...{ id, severity, isBreached, at },
})

test('severity comes first, of equals the breach, then what is due first, then the id', () => {
  const sorted = [
    named('soon', 'critical', true, 1),
    named('later', 'critical', true, 2),
    named('a', 'critical', false, 0),
    named('b', 'critical', false, 0),
    named('breached', 'warning', true, 0),
    named('warned', 'warning', false, 0),
    named('note', 'info', true, 0),
  ]
  expect([...sorted].reverse().sort(compareAlerts)).toEqual(sorted)
})

test('whatever the alerts, one order stands, and a higher priority never comes behind a lower one', () => {
  fc.assert(
    fc.property(fc.array(weight, { maxLength: 12 }), (alerts) => {
      const sorted = [...alerts].sort(compareAlerts)
      expect([...alerts].reverse().sort(compareAlerts)).toEqual(sorted)
      const priorities = sorted.map(({ severity, isBreached }) => priorityOf(severity, isBreached))
      expect(priorities).toEqual([...priorities].sort((a, b) => b - a))
    }),
  )
})

test('what has no due instant is weighed by when it was raised', () => {
  const row = {
    id: 'a',
    severity: 'warning',
    step: 0,
    dueAt: null,
    raisedAt: '2026-01-05T12:00:00Z',
  } as const
  expect(weightOfRow(row)).toEqual(named('a', 'warning', false, Date.parse(row.raisedAt)))
  expect(weightOfRow({ ...row, step: 1, dueAt: '2026-01-05T13:00:00Z' })).toEqual(
    named('a', 'warning', true, Date.parse('2026-01-05T13:00:00Z')),
  )
})
