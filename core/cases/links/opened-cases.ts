import { itemAt } from '../../collections/present.ts'

/** A case and when it was opened (ms). */
export interface OpenedCase {
  readonly id: string
  readonly at: number
}

/** Up to so many are looked through one by one. */
const FEW = 16

function compare(a: OpenedCase, b: OpenedCase): number {
  if (a.at !== b.at) return a.at - b.at
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}

/** How many of a sorted list were opened at or before an instant. */
export function openedUntil(list: readonly OpenedCase[], at: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (itemAt(list, middle).at <= at) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The cases of customers who have many, in the order in which they were opened. What a list holds may have changed
 * since: who reads it asks the case itself; but each opening that stands is in it.
 */
export interface OpenedCases {
  /** A case was opened for a customer at an instant, as far as is known now. */
  note(customer: string, opened: OpenedCase): void
  /** More is known of a customer than was told. */
  forget(customer: string): void
  /** Null: the customer has few cases. */
  of(
    customer: string,
    ids: readonly string[],
    openedAt: (id: string) => number | null,
  ): readonly OpenedCase[] | null
}

export function createOpenedCases(): OpenedCases {
  const lists = new Map<string, OpenedCase[]>()
  return {
    note(customer, opened) {
      const list = lists.get(customer)
      if (list === undefined) return
      let place = openedUntil(list, opened.at)
      while (place > 0 && compare(itemAt(list, place - 1), opened) > 0) place--
      if (place > 0 && compare(itemAt(list, place - 1), opened) === 0) return
      list.splice(place, 0, opened)
    },
    forget: (customer) => void lists.delete(customer),
    of(customer, ids, openedAt) {
      if (ids.length <= FEW) return null
      let list = lists.get(customer)
      if (list === undefined) {
        list = ids.flatMap((id) => {
          const at = openedAt(id)
          return at === null ? [] : [{ id, at }]
        })
        list.sort(compare)
        lists.set(customer, list)
      }
      return list
    },
  }
}
