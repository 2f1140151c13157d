import { expect, test } from 'vitest'
import en from './en.json' with { type: 'json' }
import { sentenceSpan, spanText } from './span.ts'
import zhCN from './zh-CN.json' with { type: 'json' }
import zhTW from './zh-TW.json' with { type: 'json' }

const MIN = 60
const HOUR = 3_600
const DAY = 24 * HOUR
const languages = [en, zhCN, zhTW].map(({ duration }) => duration)
/** The space that keeps a number with its unit is read as any other here. */
const figures = (sec: number) =>
  languages.map(({ figure }) => spanText(sec, figure).replaceAll('\u00a0', ' '))

test.each([
  [-3, '0 s', '0秒', '0秒'],
  [7.9, '7 s', '7秒', '7秒'],
  [59, '59 s', '59秒', '59秒'],
  [MIN, '1 min 00 s', '1分00秒', '1分00秒'],
  [2 * MIN + 4, '2 min 04 s', '2分04秒', '2分04秒'],
  [10 * MIN, '10 min', '10分', '10分'],
  [59 * MIN + 59, '59 min', '59分', '59分'],
  [71 * MIN + 43, '1 h 11 min', '1时11分', '1時11分'],
  [HOUR + 5 * MIN, '1 h 05 min', '1时05分', '1時05分'],
  [40 * HOUR + 11 * MIN, '40 h 11 min', '40时11分', '40時11分'],
  [48 * HOUR, '2 d', '2天', '2天'],
  [9 * DAY + 4 * HOUR + 59 * MIN, '9 d 4 h', '9天4时', '9天4時'],
])('%d seconds are the figure "%s", "%s", "%s"', (sec, en, cn, tw) => {
  expect(figures(sec)).toEqual([en, cn, tw])
})

test.each([
  [40, '40 s', '40 秒', '40 秒'],
  [3 * MIN + 20, '3 min', '3 分钟', '3 分鐘'],
  [12 * MIN, '12 min', '12 分钟', '12 分鐘'],
  [HOUR + 5 * MIN, '1 h 5 min', '1 小时 5 分', '1 小時 5 分'],
  [46 * HOUR, '46 h', '46 小时', '46 小時'],
  [4 * DAY, '4 d', '4 天', '4 天'],
  [4 * DAY + 3 * HOUR, '4 d 3 h', '4 天 3 小时', '4 天 3 小時'],
])('%d seconds are said "%s", "%s", "%s"', (sec, en, cn, tw) => {
  expect(languages.map(({ spoken }) => sentenceSpan(sec, spoken))).toEqual([en, cn, tw])
})

test('every second up to three days is written with at most two units, and never shrinks but at a unit', () => {
  for (let sec = 0; sec < 3 * DAY; sec += 7) {
    const text = figures(sec)[0]!
    expect(text).toMatch(/^\d+ (d|h|min|s)( \d+ (h|min|s))?$/)
    expect(text.length).toBeLessThanOrEqual(11)
  }
})
