import { expect, test } from 'vitest'
import { entriesOf } from '../_rows/entries.ts'
import { at, callbackOf, caseOf, promiseOf, recoveryOf } from '../_rows/fixture-rows.ts'
import { counts, type Floor, median, promisesToday, type Show, seenInMs, shareMarkedHigh } from './shows.ts'

const floor: Floor = {
  signedIn: new Set(['yuan']),
  day: { from: Date.parse(at(0)), to: Date.parse(at(600)) },
}
const entries = entriesOf(
  {
    cases: [
      caseOf({ id: 'C1', owner: 'yuan', supervisorAskedAt: at(-900) }),
      caseOf({ id: 'C2', owner: 'gone', priority: 'vip', watched: false }),
      caseOf({
        id: 'C3',
        owner: 'gone',
        priority: 'high',
        state: 'resolved',
        supervisorAskedAt: at(5),
        supervisorSeenAt: at(9),
      }),
      caseOf({ id: 'C4', owner: 'yuan', supervisorAskedAt: at(-900), supervisorSeenAt: at(-800) }),
    ],
    promises: [
      promiseOf({ id: 'P1', state: 'kept' }),
      promiseOf({ id: 'P2', state: 'broken' }),
      promiseOf({ id: 'P3', agent: 'gone' }),
      promiseOf({ id: 'P4', dueAt: at(700) }),
      promiseOf({ id: 'P5', dueAt: at(-900), state: 'broken' }),
      promiseOf({ id: 'P6', dueAt: at(-900), state: 'late' }),
    ],
    callbacks: [callbackOf({ id: 'B1' })],
    recoveries: [recoveryOf({ id: 'X1' })],
  },
  new Map(),
)
const behind = (show: Show) =>
  entries
    .filter((entry) => counts[show](entry, floor))
    .map(({ id }) => id)
    .sort()

test.each([
  ['unwatched', ['C2']],
  ['escalations', ['C1', 'C3']],
  ['orphans', ['C2', 'P3']],
  ['recovery', ['B1', 'X1']],
  ['promises', ['P1', 'P2', 'P3', 'P5']],
  ['high', ['C2']],
] as const)('the figure %s counts exactly the entries that it opens', (show, ids) => {
  expect(behind(show)).toEqual(ids)
})

test('a broken promise counts as late; one of an earlier day stands apart while it is owed, and in no share', () => {
  expect(promisesToday(entries, floor)).toEqual({ kept: 1, late: 1, open: 1, before: 1 })
})

test('the share marked high is of open cases only, and of none it is unknown', () => {
  expect(shareMarkedHigh(entries)).toBeCloseTo(1 / 3)
  expect(shareMarkedHigh([])).toBeNull()
})

test('how soon a supervisor is seen is the median of those who asked today and were seen', () => {
  expect(seenInMs(entries, floor)).toBe(4 * 60_000)
  expect(median([3, 1, 8, 2])).toBe(2.5)
  expect(median([])).toBeNull()
})
