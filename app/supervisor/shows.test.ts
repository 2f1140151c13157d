import { expect, test } from 'vitest'
import { entriesOf } from '../_rows/entries.ts'
import { at, callbackOf, caseOf, clockOf, promiseOf, ruleOf } from '../_rows/fixture-rows.ts'
import { counts, type Floor, promisesToday, type Show, shareMarkedHigh } from './shows.ts'

const rules = new Map([['escalation', ruleOf('escalation', 'critical', ['case.escalation_requested'])]])
const floor: Floor = {
  signedIn: new Set(['yuan']),
  escalationRules: new Set(['escalation']),
  day: { from: Date.parse(at(0)), to: Date.parse(at(600)) },
}
const entries = entriesOf(
  {
    cases: [
      caseOf({ id: 'C1', owner: 'yuan', clocks: [clockOf({ rule: 'escalation', subject: 'case/C1' })] }),
      caseOf({ id: 'C2', owner: 'gone', priority: 'vip', watched: false }),
      caseOf({ id: 'C3', owner: 'gone', priority: 'high', state: 'resolved' }),
    ],
    promises: [
      promiseOf({ id: 'P1', state: 'kept' }),
      promiseOf({ id: 'P2', state: 'broken' }),
      promiseOf({ id: 'P3', agent: 'gone' }),
      promiseOf({ id: 'P4', dueAt: at(700) }),
    ],
    callbacks: [callbackOf({ id: 'B1' })],
  },
  rules,
)
const behind = (show: Show) =>
  entries
    .filter((entry) => counts[show](entry, floor))
    .map(({ id }) => id)
    .sort()

test.each([
  ['unwatched', ['C2']],
  ['escalations', ['C1']],
  ['orphans', ['C2', 'P3']],
  ['recovery', ['B1']],
  ['promises', ['P1', 'P2', 'P3']],
  ['high', ['C2']],
] as const)('the figure %s counts exactly the entries that it opens', (show, ids) => {
  expect(behind(show)).toEqual(ids)
})

test('a broken promise counts as late, and one of another day not at all', () => {
  expect(promisesToday(entries, floor)).toEqual({ kept: 1, late: 1, open: 1 })
})

test('the share marked high is of open cases only, and of none it is unknown', () => {
  expect(shareMarkedHigh(entries)).toBe(0.5)
  expect(shareMarkedHigh([])).toBeNull()
})
