/** An entry in a list that is sorted by the instant at which entries entered or ended. */
export interface Listed {
  readonly contact: string
  readonly index: number
  readonly enteredAt: number
  readonly endedAt: number | null
}

/** The first place whose key is not below `at`. */
export function position<T>(list: readonly T[], at: number, key: (item: T) => number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (key(list[middle]!) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** The instant by which a list of entries is sorted that still wait, ms since 1970. */
export const enteredAt = (item: Listed) => item.enteredAt
/** The instant by which a list of entries is sorted that have ended, ms since 1970. */
export const endedAt = (item: Listed) => item.endedAt ?? 0

/** Order of two entries of one list: by the instant, then contact and entry, so that each has one place. */
function orderOf(a: Listed, b: Listed, key: (item: Listed) => number): number {
  const byTime = key(a) - key(b)
  if (byTime !== 0) return byTime
  if (a.contact !== b.contact) return a.contact < b.contact ? -1 : 1
  return a.index - b.index
}

/** The first place from which on nothing is before the entry. */
function placeOf<T extends Listed>(list: T[], item: T, key: (item: Listed) => number, from: number): number {
  let low = from
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (orderOf(list[middle]!, item, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Puts an entry at its place; nearly always that is the end. */
export function insertSorted<T extends Listed>(
  list: T[],
  item: T,
  key: (item: Listed) => number,
  from = 0,
): void {
  const { length } = list
  if (length === 0 || orderOf(list[length - 1]!, item, key) < 0) list.push(item)
  else list.splice(placeOf(list, item, key, from), 0, item)
}

/** Where the entry stands, -1 if it is not there. */
export function findSorted<T extends Listed>(
  list: T[],
  item: T,
  key: (item: Listed) => number,
  from = 0,
): number {
  const index = placeOf(list, item, key, from)
  const there = list[index]
  return there !== undefined && orderOf(there, item, key) === 0 ? index : -1
}

/** Takes an entry out of a list that is sorted by `key`, looking from index `from` on; false: it was not there. */
export function removeSorted<T extends Listed>(
  list: T[],
  item: T,
  key: (item: Listed) => number,
  from = 0,
): boolean {
  const index = findSorted(list, item, key, from)
  if (index !== -1) list.splice(index, 1)
  return index !== -1
}
