import { expect, test } from 'vitest'
import { busyHours } from './busy-hours.ts'
import { dayRanges } from './day-ranges.ts'

const period = (offered: number) => ({ from: '', to: '', weekday: null, offered })
const periods = [0, 0, 3, 0, 1, 0].map(period)

test('of a day those hours are shown in which something came, now or before; of more than a day all', () => {
  expect(busyHours({ by: 'hour' }, periods, null, true)).toEqual([2, 5])
  expect(busyHours({ by: 'hour' }, periods, [null, period(1), null, null, null, null], true)).toEqual([1, 5])
  expect(busyHours({ by: 'hour' }, periods, null, false)).toEqual([0, 6])
  expect(busyHours({ by: 'day' }, periods, null, true)).toEqual([0, 6])
  expect(busyHours({ by: '15m' }, [0, 0].map(period), null, true)).toEqual([0, 2])
})

test('days that follow one another are said as one', () => {
  const day = (from: string, to: string) => ({ from, to })
  expect(dayRanges([day('a', 'b'), day('b', 'c'), day('c', 'd'), day('f', 'g')])).toEqual([
    { from: 'a', last: 'c' },
    { from: 'f', last: 'f' },
  ])
  expect(dayRanges([])).toEqual([])
})
