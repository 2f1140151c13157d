/** A list of items that is kept as a binary heap: the one with the least `at` (ms) stands first. */
type Heap<T extends { readonly at: number }> = T[]

/** Puts an item where its instant belongs; logarithmic in the heap's length. */
export function putOnHeap<T extends { readonly at: number }>(heap: Heap<T>, item: T): void {
  let index = heap.push(item) - 1
  while (index > 0) {
    const parent = (index - 1) >> 1
    if (heap[parent]!.at <= item.at) break
    heap[index] = heap[parent]!
    index = parent
  }
  heap[index] = item
}

/** Removes the first item. */
export function dropFirst<T extends { readonly at: number }>(heap: Heap<T>): void {
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
