import { expect, test } from 'vitest'
import { density, tileRows } from './tile-density.ts'

test('large tiles up to twelve queues, smaller ones to twenty-four, then lines', () => {
  const counts = [1, 2, 4, 5, 6, 8, 9, 12, 13, 24, 25, 120]
  expect(counts.map(density)).toEqual([
    ...['hero', 'roomy', 'roomy', 'compact', 'compact', 'dense'],
    ...['packed', 'packed', 'small', 'small', 'lines', 'lines'],
  ])
})

test('the rows follow from the columns, fewer of which stand on an upright screen', () => {
  expect(tileRows(12)).toEqual({ lying: 4, upright: 6 })
  expect(tileRows(24)).toEqual({ lying: 6, upright: 8 })
  expect(tileRows(13)).toEqual({ lying: 4, upright: 5 })
})
