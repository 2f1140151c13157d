import { expect, test } from 'vitest'
import { judgeTime, promiseTimes } from './promise-times.ts'

const times = (zone: string, now: string) =>
  Object.fromEntries(
    promiseTimes(zone, Date.parse(now)).map(({ key, at }) => [key, new Date(at).toISOString()]),
  )

test("six o'clock and tomorrow at ten are the site's, wherever the browser stands", () => {
  expect(times('Asia/Shanghai', '2026-01-05T02:00:00Z')).toMatchObject({
    in1h: '2026-01-05T03:00:00.000Z',
    today18: '2026-01-05T10:00:00.000Z',
    tomorrow10: '2026-01-06T02:00:00.000Z',
  })
})

test("after six, and shortly before it, today's six is not offered", () => {
  expect(times('Asia/Shanghai', '2026-01-05T09:50:00Z')).not.toHaveProperty('today18')
  expect(times('Asia/Shanghai', '2026-01-05T12:00:00Z')).not.toHaveProperty('today18')
})

test('tomorrow at ten holds over a change of the clock', () => {
  expect(times('Europe/Berlin', '2026-03-28T12:00:00Z').tomorrow10).toBe('2026-03-29T08:00:00.000Z')
})

const utc = (text: string) => Date.parse(text)
/** Monday to Friday 8:30–17:30 in Shanghai, from Thursday, 8 January on. */
const office = ['08', '09', '12', '13'].map((day) => ({
  from: utc(`2026-01-${day}T00:30:00Z`),
  to: utc(`2026-01-${day}T09:30:00Z`),
}))
const ofOffice = (now: string) =>
  promiseTimes('Asia/Shanghai', utc(now), office).map(({ key, at }) => [key, new Date(at).toISOString()])

test('where a calendar closes earlier, the evening is closing time; the next morning is that of an open day', () => {
  // Friday, two in the afternoon.
  expect(ofOffice('2026-01-09T06:00:00Z')).toEqual([
    ['in1h', '2026-01-09T07:00:00.000Z'],
    ['in2h', '2026-01-09T08:00:00.000Z'],
    ['today18', '2026-01-09T09:30:00.000Z'],
    ['nextDay10', '2026-01-12T02:00:00.000Z'],
  ])
  // Thursday at night: it opens before ten.
  expect(ofOffice('2026-01-08T14:00:00Z').slice(2)).toEqual([
    ['opening', '2026-01-09T00:30:00.000Z'],
    ['tomorrow10', '2026-01-09T02:00:00.000Z'],
  ])
})

test('a time that has passed, or at which nobody is there, is told from one that can be kept', () => {
  const now = utc('2026-01-09T06:00:00Z')
  const judge = (at: string) => judgeTime(utc(at), now, office)
  expect(judge('2026-01-09T06:00:00Z')).toBe('past')
  expect(judge('2026-01-09T09:30:00Z')).toBe('fine')
  expect(judge('2026-01-09T09:31:00Z')).toBe('closed')
  expect(judge('2026-01-11T02:00:00Z')).toBe('closed')
  // Farther off than the calendar was asked for.
  expect(judge('2026-02-09T02:00:00Z')).toBe('fine')
  expect(judgeTime(utc('2026-01-11T02:00:00Z'), now, null)).toBe('fine')
})
