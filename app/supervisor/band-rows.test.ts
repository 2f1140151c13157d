import { expect, test } from 'vitest'
import { rowsOfBands } from './band-rows.ts'

const part = (rows: number, isOpen = true, hasHead = true) => ({ rows, isOpen, hasHead })

test('heads and lines of parts stand one after the other; a folded part has its head only', () => {
  const list = rowsOfBands([part(2), part(5, false), part(1)])
  expect([list.length, list.shown]).toEqual([6, 3])
  expect(Array.from({ length: list.length }, (_, index) => list.at(index))).toEqual([
    { part: 0, row: -1, nth: 0 },
    { part: 0, row: 0, nth: 1 },
    { part: 0, row: 1, nth: 2 },
    { part: 1, row: -1, nth: 2 },
    { part: 2, row: -1, nth: 2 },
    { part: 2, row: 0, nth: 3 },
  ])
  expect([0, 1, 2].map(list.startOf)).toEqual([0, 3, 4])
})

test('a list of one part without a head is its lines', () => {
  const list = rowsOfBands([part(3, true, false)])
  expect([list.length, list.at(0), list.at(2).nth]).toEqual([3, { part: 0, row: 0, nth: 1 }, 3])
})
