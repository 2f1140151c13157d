import { expect, test } from 'vitest'
import { busyHours } from './busy-hours.ts'

const period = (offered: number) => ({ from: '', to: '', weekday: null, offered })
const periods = [0, 0, 3, 0, 1, 0].map(period)

test('of a day those hours are shown in which something came, now or before; of more than a day all', () => {
  expect(busyHours({ by: 'hour' }, periods, null, true)).toEqual([2, 5])
  expect(busyHours({ by: 'hour' }, periods, [null, period(1), null, null, null, null], true)).toEqual([1, 5])
  expect(busyHours({ by: 'hour' }, periods, null, false)).toEqual([0, 6])
  expect(busyHours({ by: 'day' }, periods, null, true)).toEqual([0, 6])
  expect(busyHours({ by: '15m' }, [0, 0].map(period), null, true)).toEqual([0, 2])
})
