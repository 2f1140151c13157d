import { expect, test } from 'vitest'
import { createListing } from './listing.ts'

interface Item {
  key: string
  at: number
}
const item = (key: string, at: number): Item => ({ key, at })

function listOf(...items: Item[]) {
  const listing = createListing<Item>({
    all: () => items,
    keep: ({ at }) => at > 0,
    compare: (a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  })
  const rows = () =>
    Array.from({ length: listing.rows }, (_, index) => {
      const { item: at, gone } = listing.row(index)
      return `${at.key}${at.at}${gone ? ' gone' : ''}`
    })
  return { listing, lines: rows }
}

test('what passes stands in order, and changes its place, comes and goes with its content', () => {
  const [a, b, c] = [item('a', 1), item('b', 2), item('c', -1)]
  const { listing, lines } = listOf(b, c, a)
  expect(lines()).toEqual(['a1', 'b2'])
  expect(listing.apply([{ before: c, after: item('c', -2) }])).toBe(false)
  expect(listing.apply([{ before: a, after: item('a', 3) }])).toBe(true)
  listing.apply([{ before: item('c', -2), after: item('c', 1) }])
  expect(lines()).toEqual(['c1', 'b2', 'a3'])
  listing.apply([{ before: b, after: null }])
  expect(lines()).toEqual(['c1', 'a3'])
})

test('while it is read lines stay in their places with their newest content, and new ones wait and are counted', () => {
  const [a, b] = [item('a', 1), item('b', 2)]
  const { listing, lines } = listOf(a, b)
  listing.hold()
  const later = item('a', 5)
  listing.apply([
    { before: a, after: later },
    { before: b, after: null },
    { before: null, after: item('c', 3) },
  ])
  expect(lines()).toEqual(['a5', 'b2 gone'])
  expect([listing.fresh, listing.count]).toEqual([1, 2])
  listing.apply([{ before: item('c', 3), after: null }])
  expect(listing.fresh).toBe(0)
  listing.release()
  expect(lines()).toEqual(['a5'])
})
