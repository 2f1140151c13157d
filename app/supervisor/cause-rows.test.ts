import { expect, test } from 'vitest'
import { causeRows } from './cause-rows.ts'

const count = (cause: string, n: number) => ({ cause, count: n })

test('causes of today stand beside those of last week, the most today first', () => {
  expect(causeRows([count('bill', 2), count('outage', 5)], [count('delay', 9), count('bill', 3)])).toEqual([
    { cause: 'outage', today: 5, lastWeek: 0 },
    { cause: 'bill', today: 2, lastWeek: 3 },
    { cause: 'delay', today: 0, lastWeek: 9 },
  ])
})

test('a week of which nothing is known is not a week without causes', () => {
  expect(causeRows([count('bill', 2)], null)).toEqual([{ cause: 'bill', today: 2, lastWeek: null }])
})
