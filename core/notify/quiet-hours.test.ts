import { expect, test } from 'vitest'
import { quietUntil } from './quiet-hours.ts'

const at = (text: string) => Date.parse(`${text}:00+08:00`)
const until = (from: string, to: string, text: string) => quietUntil({ from, to }, at(text), 'Asia/Shanghai')

test('quiet hours over midnight end in the morning, on both sides of it', () => {
  expect(until('22:00', '07:00', '2026-01-05T21:59')).toBeNull()
  expect(until('22:00', '07:00', '2026-01-05T22:00')).toBe(at('2026-01-06T07:00'))
  expect(until('22:00', '07:00', '2026-01-06T03:00')).toBe(at('2026-01-06T07:00'))
  expect(until('22:00', '07:00', '2026-01-06T07:00')).toBeNull()
})

test('quiet hours within a day end on that day', () => {
  expect(until('12:00', '13:30', '2026-01-05T13:29')).toBe(at('2026-01-05T13:30'))
  expect(until('12:00', '13:30', '2026-01-05T11:59')).toBeNull()
})

test('none set, or from and to the same, is never quiet', () => {
  expect(quietUntil(null, at('2026-01-05T03:00'), 'Asia/Shanghai')).toBeNull()
  expect(until('07:00', '07:00', '2026-01-05T07:00')).toBeNull()
})

test('a night in which clocks change ends when the clock says so', () => {
  const quiet = { from: '22:00', to: '07:00' }
  const night = Date.parse('2026-03-28T23:00:00Z')
  expect(quietUntil(quiet, night, 'Europe/Berlin')).toBe(Date.parse('2026-03-29T05:00:00Z'))
})
