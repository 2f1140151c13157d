import { expect, test } from 'vitest'
import { instantOfWall, wallText } from '../_format/wall-time.ts'
import { agreedTimes, isOpenAt, opensAfter } from './agreed-times.ts'

const at = (text: string) => Date.parse(text)
const friday = at('2026-03-06T16:30:00+08:00')
/** Mondays to Fridays, nine to six. */
const open = [
  [friday, at('2026-03-06T18:00:00+08:00')],
  [at('2026-03-09T09:00:00+08:00'), at('2026-03-09T18:00:00+08:00')],
] as const
const keys = (now: number, spans: typeof open | null) =>
  agreedTimes('Asia/Shanghai', now, spans).map(({ key, at: due }) => [key, new Date(due).toISOString()])

test('chips offer times at which somebody is there; tomorrow is the next day that is open', () => {
  expect(keys(friday, open)).toEqual([
    ['in1h', '2026-03-06T09:30:00.000Z'],
    ['today18', '2026-03-06T10:00:00.000Z'],
    ['tomorrow10', '2026-03-09T02:00:00.000Z'],
  ])
  expect(keys(friday, null)).toHaveLength(4)
})

test('a time at which nobody is there says when it opens again', () => {
  expect(isOpenAt(open, at('2026-03-07T10:00:00+08:00'))).toBe(false)
  expect(opensAfter(open, at('2026-03-07T10:00:00+08:00'))).toBe(open[1][0])
  expect(opensAfter(open, at('2026-03-10T10:00:00+08:00'))).toBeNull()
})

test('a date and time that is typed is the site’s, wherever the browser stands', () => {
  expect(instantOfWall('2026-03-09T10:15', 'Asia/Shanghai')).toBe(at('2026-03-09T10:15:00+08:00'))
  expect(wallText(at('2026-03-09T10:15:00+08:00'), 'Asia/Shanghai')).toBe('2026-03-09T10:15')
  expect(instantOfWall('', 'Asia/Shanghai')).toBeNull()
})
