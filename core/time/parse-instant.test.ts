import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant } from './parse-instant.ts'

test('any instant is read as JavaScript reads it, in any zone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1, 0, 2), max: Date.UTC(9999, 11, 30) }),
      fc.integer({ min: -14 * 60, max: 14 * 60 }),
      (ms, offset) => {
        const local = new Date(ms + offset * 60_000).toISOString().slice(0, -1)
        const clock = new Date(Math.abs(offset) * 60_000).toISOString().slice(11, 16)
        expect(parseInstant(`${local}${offset < 0 ? '-' : '+'}${clock}`)).toBe(ms)
        expect(parseInstant(new Date(ms).toISOString())).toBe(ms)
      },
    ),
    { numRuns: 5_000 },
  )
})

test('a fraction of any length is cut to milliseconds, not rounded', () => {
  const second = Date.UTC(2026, 2, 2, 12)
  const read = (fraction: string) => parseInstant(`2026-03-02T12:00:00${fraction}Z`)! - second
  expect(['', '.5', '.05', '.1239', '.999999999999'].map(read)).toEqual([0, 500, 50, 123, 999])
})

test.each([
  '2026-02-29T00:00:00Z',
  '1900-02-29T00:00:00Z',
  '2026-04-31T00:00:00Z',
  '2026-00-01T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-00T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T12:60:00Z',
  '2026-01-01T12:00:61Z',
  '2026-01-01T12:00:00',
  '2026-01-01T12:00:00+24:00',
  '2026-01-01T12:00:00+0800',
  '2026-01-01 12:00:00Z',
  '2026-01-01',
  '12026-01-01T12:00:00Z',
  '',
])('%s is no instant', (text) => {
  expect(parseInstant(text)).toBeNull()
})

test('leap days exist, and what is no text is no instant', () => {
  expect(parseInstant('2024-02-29T00:00:00z')).toBe(Date.UTC(2024, 1, 29))
  expect(parseInstant('2000-02-29t00:00:00-00:00')).toBe(Date.UTC(2000, 1, 29))
  for (const value of [null, undefined, 5, {}, ['2026-01-01T00:00:00Z']])
    expect(parseInstant(value)).toBeNull()
})
