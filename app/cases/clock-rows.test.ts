import { expect, test } from 'vitest'
import type { ClockView } from '#core/rows/clock-view.ts'
import type { ClockWhy } from '#core/rules/why.ts'
import { axisOf, clockRows, piecesOf, warnInstants } from './clock-rows.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 0, 5, 0, hour * 60)).toISOString()
const ms = (hour: number) => Date.parse(at(hour))

const clock = (over: Partial<ClockView> = {}): ClockView => ({
  rule: 'r',
  subject: 'case/C1',
  run: 1,
  state: 'running',
  startedAt: at(9),
  dueAt: at(15),
  ...over,
})
const why = (over: Partial<ClockWhy> = {}): ClockWhy => ({
  rule: 'r',
  subject: 'case/C1',
  run: 1,
  start: { source: 'pbx', id: 'e1' },
  startedAt: at(9),
  endedAt: null,
  calendar: { id: 'office', timezone: 'UTC', unofficial: [] },
  by: { limitMs: 5 * 3_600_000 },
  counted: [
    { from: at(9), to: at(12) },
    { from: at(13), to: at(15) },
  ],
  pauses: [],
  dueAt: at(15),
  ...over,
})
const drawn = (shownClock: ReturnType<typeof clockRows>[number], now: number) => {
  const axis = axisOf([shownClock], now)
  const hour = (place: number) => Math.round((axis.from + place * (axis.to - axis.from) - ms(0)) / 3_600_000)
  return piecesOf(shownClock, axis, now).map(({ kind, from, to }) => [kind, hour(from), hour(to)])
}

test('the hours of the calendar are drawn, the noon break is left empty, what lies ahead is told apart', () => {
  const [shownClock] = clockRows([clock()], [why()])
  expect(drawn(shownClock!, ms(14))).toEqual([
    ['run', 9, 12],
    ['run', 13, 14],
    ['ahead', 14, 15],
  ])
})

test('what is past its due is drawn from the due until now', () => {
  const [shownClock] = clockRows([clock({ state: 'breached' })], [why()])
  expect(drawn(shownClock!, ms(17)).at(-1)).toEqual(['over', 15, 17])
})

test('a pause that lasts is drawn until now', () => {
  const [shownClock] = clockRows(
    [clock({ state: 'paused', dueAt: null })],
    [why({ dueAt: null, counted: [{ from: at(9), to: at(10) }], pauses: [{ from: at(10), to: null }] })],
  )
  expect(drawn(shownClock!, ms(12))).toEqual([
    ['run', 9, 10],
    ['pause', 10, 12],
  ])
})

test('before why is known, and where a field holds the due, the whole way is drawn', () => {
  expect(drawn(clockRows([clock()], [])[0]!, ms(10))).toEqual([
    ['run', 9, 10],
    ['ahead', 10, 15],
  ])
})

test('runs that ended stand behind those that run, met or late by their due', () => {
  const ended = [why({ run: 1, endedAt: at(14) }), why({ run: 2, endedAt: at(16) })]
  const clocks = clockRows([clock({ run: 3 })], ended)
  expect(clocks.map(({ key, state }) => [key.at(-1), state])).toEqual([
    ['3', 'running'],
    ['2', 'late'],
    ['1', 'met'],
  ])
})

test('warnings stand where that share of the counted hours has passed, or all but so much of the limit', () => {
  const [shownClock] = clockRows([clock()], [why()])
  // Five hours from 9 to 12 and 13 to 15: half of them at 11:30, all but an hour at 14.
  expect(warnInstants(shownClock!, ['50%', '1h'])).toEqual([ms(11.5), ms(14)])
  expect(warnInstants(shownClock!, ['6h'])).toEqual([])
  const [byField] = clockRows([clock()], [why({ by: { field: 'nextAt' }, counted: [] })])
  expect(warnInstants(byField!, ['1h'])).toEqual([])
})
