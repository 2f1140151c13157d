export interface Ordered<T> {
  /** In order; the array is the list's own and changes with it. */
  readonly items: readonly T[]
  /** Puts in what was not there. */
  put(item: T): void
  /** Takes out what was there, as it was put in. */
  take(item: T): void
  /** Puts and takes many at once. */
  replace(items: T[]): void
}

/** A list that stays in order: what comes or goes finds its place by halving. `compare` gives 0 only for the same. */
export function createOrdered<T>(compare: (a: T, b: T) => number): Ordered<T> {
  let items: T[] = []

  /** Before which index an item stands or would stand. */
  function placeOf(item: T): number {
    let [low, high] = [0, items.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(items[middle]!, item) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    get items() {
      return items
    },
    put: (item) => void items.splice(placeOf(item), 0, item),
    take: (item) => void items.splice(placeOf(item), 1),
    replace(next) {
      items = next.sort(compare)
    },
  }
}
