import { expect, test } from 'vitest'
import { createOpeningText } from './opening-text.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

test.each([
  ['en', '2026-11-30T03:44', '2026-11-30T08:00', '08:00'],
  ['en', '2026-11-29T22:10', '2026-11-30T08:00', 'Mon 08:00'],
  ['zh-CN', '2026-11-29T22:10', '2026-11-30T08:00', '周一 08:00'],
  ['zh-TW', '2026-11-29T22:10', '2026-11-30T08:00', '週一 08:00'],
  ['en', '2026-11-28T22:10', '2026-12-05T09:30', 'Dec 5 09:30'],
  ['zh-CN', '2026-09-30T22:10', '2026-10-08T09:30', '10月8日 09:30'],
])(
  'in %s at %s an opening at %s is said "%s": the day is named when it is not today',
  (locale, now, opens, text) => {
    expect(createOpeningText(locale, 'Asia/Shanghai')(at(opens), at(now))).toBe(text)
  },
)

test('today is the day of the site, wherever the screen hangs', () => {
  const text = createOpeningText('en', 'America/New_York')
  expect(text(Date.parse('2026-11-30T13:00:00Z'), Date.parse('2026-11-30T04:59:00Z'))).toBe('Mon 08:00')
  expect(text(Date.parse('2026-11-30T13:00:00Z'), Date.parse('2026-11-30T05:00:00Z'))).toBe('08:00')
})
