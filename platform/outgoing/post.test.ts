import { expect, test } from 'vitest'
import { readRetryAfter } from './post.ts'

const now = Date.parse('2026-03-02T06:30:00Z')

test.each([
  ['seconds', '7', 7_000],
  ['a date', 'Mon, 02 Mar 2026 06:31:00 GMT', 60_000],
  ['a date that has passed', 'Mon, 02 Mar 2026 06:29:00 GMT', 0],
  ['more than a day', '999999', 86_400_000],
  ['what cannot be read', 'soon', null],
  ['nothing', undefined, null],
])('Retry-After as %s', (_, value, ms) => {
  expect(readRetryAfter(value, now)).toBe(ms)
})
