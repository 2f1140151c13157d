import { expect, test } from 'vitest'
import { bandOf, compareInBand, oldBefore } from './bands.ts'
import { at, caseOf, clockOf, promiseOf } from './rows-for-test.ts'
import { workItemsOf } from './work-items.ts'

const HOUR = 60
const old = Date.parse(at(0))
const withClock = (id: string, state: 'running' | 'warned' | 'breached' | 'paused', minutes: number) =>
  caseOf({ id, clocks: [clockOf({ subject: `case/${id}`, state, dueAt: at(minutes) })] })
const entries = workItemsOf(
  {
    cases: [
      withClock('over-long', 'breached', 5),
      withClock('over', 'breached', 40),
      withClock('soon', 'warned', 70),
      withClock('later', 'running', 9 * HOUR),
      withClock('paused', 'paused', 3 * HOUR),
      withClock('old', 'breached', -40 * HOUR),
      withClock('very-old', 'breached', -200 * HOUR),
      caseOf({ id: 'again', contacts: 3, clocks: [clockOf({ subject: 'case/again', dueAt: at(80) })] }),
      caseOf({ id: 'unwatched', watched: false, customerWaitingSince: at(50) }),
      caseOf({ id: 'forgotten', watched: false, customerWaitingSince: at(-90 * HOUR) }),
    ],
    promises: [promiseOf({ id: 'P1', case: null, dueAt: at(30), state: 'open' })],
  },
  new Map(),
)
const ids = (band: 'now' | 'today' | 'older') =>
  entries
    .filter((item) => item.state !== 'none' && bandOf(item, old) === band)
    .sort(compareInBand(band))
    .map(({ id }) => id)

test('now is what is over or about to be, the longest over first; then what is due next; of old debts the latest first', () => {
  expect(ids('now')).toEqual(['over-long', 'over', 'unwatched', 'soon', 'again'])
  expect(ids('today')).toEqual(['paused', 'later'])
  expect(ids('older')).toEqual(['old', 'forgotten', 'very-old'])
})

test('a debt is old once its day is over, and not for the first hours of the next', () => {
  const day = Date.parse('2026-11-29T00:00:00+08:00')
  const hours = (count: number) => day + count * 3_600_000
  expect(oldBefore(day, hours(0.1))).toBe(hours(-4))
  expect(oldBefore(day, hours(3))).toBe(hours(-1))
  expect(oldBefore(day, hours(4))).toBe(day)
  expect(oldBefore(day, hours(20))).toBe(day)
})
