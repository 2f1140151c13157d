import { expect, test } from 'vitest'
import { tableOf } from './table-model.ts'

const words = {
  first: 'From',
  total: 'Total',
  head: (key: string) => key,
  cell: (_: string, value: number | null) => String(value ?? '–'),
}
const columns = [
  {
    key: 'offered' as const,
    unit: 'count' as const,
    value: ({ offered }: { offered: number }) => offered,
    opens: null,
    isBeside: true,
  },
]
const period = (from: string, offered: number) => ({ from, to: from, weekday: null, offered })
const sumLine = (unknown: readonly string[], before: ({ offered: number } | null)[]) =>
  tableOf(
    {
      columns,
      periods: [period('a', 0), period('b', 3)],
      total: { offered: 3 },
      before,
      totalBefore: { offered: 0 },
      labelOf: ({ from }) => from,
      isUnknown: ({ from }) => unknown.includes(from),
    },
    words,
  ).rows[0]!.cells.map(({ text }) => text)

test('the sum of periods of which nothing is known is not 0, nor is that of what they are looked at beside', () => {
  expect(sumLine(['a'], [{ offered: 0 }, null])).toEqual(['3', '0'])
  expect(sumLine(['a', 'b'], [null, null])).toEqual(['–', '–'])
})
