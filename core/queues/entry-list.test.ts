import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  endedAt,
  enteredAt,
  findSorted,
  insertSorted,
  type Listed,
  position,
  removeSorted,
} from './entry-list.ts'

/** Entries of few contacts at few instants, so that many share one; each stands once. */
const entries: fc.Arbitrary<Listed[]> = fc.uniqueArray(
  fc.record({
    contact: fc.constantFrom('a', 'b', 'c'),
    index: fc.nat(3),
    enteredAt: fc.nat(4),
    endedAt: fc.option(fc.nat(4)),
  }),
  { selector: ({ contact, index }) => `${contact}/${index}`, maxLength: 12 },
)
const listOf = (items: readonly Listed[], key: (item: Listed) => number): Listed[] => {
  const list: Listed[] = []
  for (const item of items) insertSorted(list, item, key)
  return list
}

test.each([
  ['that wait', enteredAt],
  ['that have ended', endedAt],
])('a list of entries %s is the same in whatever order they come, and sorted by instant', (_name, key) => {
  fc.assert(
    fc.property(entries, (items) => {
      const list = listOf(items, key)
      expect(listOf([...items].reverse(), key)).toEqual(list)
      expect(list.map(key)).toEqual(items.map(key).sort((a, b) => a - b))
    }),
  )
})

test('each entry is found where it stands, and taken out alone; one that is not there takes nothing along', () => {
  fc.assert(
    fc.property(entries, (items) => {
      const list = listOf(items, enteredAt)
      for (const item of items) {
        expect(list[findSorted(list, item, enteredAt)]).toBe(item)
        const left = list.filter((other) => other !== item)
        expect(removeSorted(list, item, enteredAt)).toBe(true)
        expect(list).toEqual(left)
        expect([removeSorted(list, item, enteredAt), list.length]).toEqual([false, left.length])
      }
    }),
  )
})

test('the place of an instant has all that is earlier before it and nothing that is', () => {
  fc.assert(
    fc.property(entries, fc.nat(5), (items, at) => {
      const list = listOf(items, enteredAt)
      const place = position(list, at, enteredAt)
      expect(list.slice(0, place).every((item) => item.enteredAt < at)).toBe(true)
      expect(list.slice(place).every((item) => item.enteredAt >= at)).toBe(true)
    }),
  )
})
