/** What is to happen, in order of time; of two things at one instant the one that was put in first. */
export interface Agenda {
  at(time: number, happen: () => void): void
  /** Lets everything happen that is due up to and with `until`, also what that brings about. */
  run(until: number): void
  /** The instant of what happens now. */
  readonly now: number
}

interface Item {
  readonly time: number
  readonly serial: number
  readonly happen: () => void
}

export function createAgenda(start: number): Agenda {
  const heap: Item[] = []
  let now = start
  let serial = 0

  const before = (a: Item, b: Item) => a.time < b.time || (a.time === b.time && a.serial < b.serial)

  function push(item: Item): void {
    let index = heap.push(item) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (before(heap[parent]!, item)) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = item
  }

  function pop(): Item {
    const top = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return top
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (before(last, heap[child]!)) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = last
    return top
  }

  return {
    at(time, happen) {
      push({ time: Math.max(now, Math.round(time)), serial: serial++, happen })
    },
    run(until) {
      while (heap.length > 0 && heap[0]!.time <= until) {
        const item = pop()
        now = item.time
        item.happen()
      }
      now = Math.max(now, until)
    },
    get now() {
      return now
    },
  }
}
