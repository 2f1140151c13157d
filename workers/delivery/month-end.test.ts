import { expect, test } from 'vitest'
import { monthEnd } from './month-end.ts'

test.each([
  ['2026-11-29T01:00:00Z', 'Asia/Taipei', '2026-11-30T16:00:00.000Z'],
  ['2026-11-30T17:00:00Z', 'Asia/Taipei', '2026-12-31T16:00:00.000Z'],
  ['2026-12-31T23:59:59Z', 'UTC', '2027-01-01T00:00:00.000Z'],
])('the month of %s in %s ends at %s', (now, zone, end) => {
  expect(new Date(monthEnd(Date.parse(now), zone)).toISOString()).toBe(end)
})
