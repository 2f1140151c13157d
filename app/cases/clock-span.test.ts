import { expect, test } from 'vitest'
import type { ClockView } from '#core/row.ts'
import { axisOf, spanOf } from './clock-span.ts'

const clock = (dueAt: string | null): ClockView => ({
  rule: 'r',
  subject: 'case/C1',
  run: 1,
  state: 'running',
  startedAt: '2026-01-05T12:00:00.000Z',
  dueAt,
})
const now = Date.parse('2026-01-05T13:00:00.000Z')

test('every start, every due and now lie on the axis', () => {
  const clocks = [clock('2026-01-05T14:00:00.000Z'), clock(null)]
  const axis = axisOf(clocks, now)
  for (const each of clocks) {
    const span = spanOf(each, axis, now)
    for (const place of [span.start, span.due ?? 0, span.now]) {
      expect(place).toBeGreaterThanOrEqual(0)
      expect(place).toBeLessThanOrEqual(1)
    }
  }
})

test('what is past its due is shown as such, from the due until now', () => {
  const breached = clock('2026-01-05T12:30:00.000Z')
  const span = spanOf(breached, axisOf([breached], now), now)
  expect(span.over).toEqual({ from: span.due, to: span.now })
  expect(spanOf(clock('2026-01-05T14:00:00.000Z'), axisOf([breached], now), now).over).toBeNull()
})
