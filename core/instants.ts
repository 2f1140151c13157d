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

/** `wake` is told when the earliest instant became an earlier one. */
export function createInstants<K>(wake?: (at: number) => void): Instants<K> {
  const current = new Map<K, number>()
  const heap: { key: K; at: number }[] = []

  function push(item: { key: K; at: number }): void {
    let index = heap.push(item) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (heap[parent]!.at <= item.at) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = item
  }

  function pop(): void {
    const item = heap.pop()!
    if (heap.length === 0) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++
      if (heap[child]!.at >= item.at) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = item
  }

  function skipOutdated(): void {
    while (heap.length > 0 && current.get(heap[0]!.key) !== heap[0]!.at) pop()
  }

  function rebuildIfStale(): void {
    if (heap.length < 1_024 || heap.length < 4 * current.size) return
    heap.length = 0
    for (const [key, at] of current) push({ key, at })
  }

  return {
    set(key, at) {
      const before = current.get(key)
      if (at === null) {
        if (before !== undefined) current.delete(key)
        return
      }
      if (before === at) return
      current.set(key, at)
      push({ key, at })
      rebuildIfStale()
      if (heap[0]!.at === at) wake?.(at)
    },
    get: (key) => current.get(key),
    next() {
      skipOutdated()
      return heap[0]?.at ?? null
    },
    first() {
      skipOutdated()
      return heap[0]?.key ?? null
    },
    take(until) {
      skipOutdated()
      const first = heap[0]
      if (first === undefined || first.at > until) return null
      pop()
      current.delete(first.key)
      return first
    },
    get size() {
      return current.size
    },
  }
}
