import { expect, test } from 'vitest'
import { promiseTimes } from './promise-times.ts'

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
