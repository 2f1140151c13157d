import { dropFirst, putOnHeap } from '../collections/heap.ts'

/**
 * A set of keys with the instant at which each wants to be looked at again: one instant a key, the earliest first.
 * A binary heap whose outdated entries are skipped when they surface.
 */
export interface Instants<K> {
  /** Sets, moves or (null) removes the instant of a key. */
  set(key: K, at: number | null): void
  /** The instant set for a key. */
  get(key: K): number | undefined
  /** The earliest instant, or null if there is none. */
  next(): number | null
  /** The key of the earliest instant. */
  first(): K | null
  /** Removes and gives the key with the earliest instant if that is ≤ `until`. */
  take(until: number): { key: K; at: number } | null
  readonly size: number
}

/** What lies on the heap. `isSet`: it still is its key's instant; asked of itself, because a look-up costs far more. */
interface Item<K> {
  readonly key: K
  readonly at: number
  isSet: boolean
}

/** `wake` is told when the earliest instant became an earlier one. */
export function createInstants<K>(wake?: (at: number) => void): Instants<K> {
  const current = new Map<K, Item<K>>()
  const heap: Item<K>[] = []

  /** The earliest that is set. */
  function head(): Item<K> | null {
    while (heap.length > 0) {
      const first = heap[0]!
      if (first.isSet) return first
      dropFirst(heap)
    }
    return null
  }

  function rebuildIfStale(): void {
    if (heap.length < 1_024 || heap.length < 4 * current.size) return
    heap.length = 0
    for (const item of current.values()) putOnHeap(heap, item)
  }

  return {
    set(key, at) {
      const before = current.get(key)
      if (before !== undefined) {
        if (before.at === at) return
        before.isSet = false
      }
      if (at === null) {
        if (before !== undefined) current.delete(key)
        return
      }
      const item = { key, at, isSet: true }
      current.set(key, item)
      putOnHeap(heap, item)
      rebuildIfStale()
      if (heap[0]!.at === at) wake?.(at)
    },
    get: (key) => current.get(key)?.at,
    next: () => head()?.at ?? null,
    first: () => head()?.key ?? null,
    take(until) {
      const first = head()
      if (first === null || first.at > until) return null
      dropFirst(heap)
      first.isSet = false
      current.delete(first.key)
      return first
    },
    get size() {
      return current.size
    },
  }
}
