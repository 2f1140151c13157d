import { createOrdered } from './ordered.ts'

/** Numbers of which some are alike, in order. */
export interface Multiset {
  add(value: number): void
  remove(value: number): void
  /** The middle value, of two the mean; null of none. */
  median(): number | null
}

export function createMultiset(): Multiset {
  const ordered = createOrdered<number>((a, b) => a - b)
  return {
    add: ordered.put,
    remove: ordered.take,
    median() {
      const { items } = ordered
      const middle = items.length >> 1
      if (items.length === 0) return null
      return items.length % 2 === 1 ? items[middle]! : (items[middle - 1]! + items[middle]!) / 2
    },
  }
}
