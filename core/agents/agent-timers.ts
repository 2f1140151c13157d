import { dropFirst, putOnHeap } from '../collections/heap.ts'
import { itemAt } from '../collections/present.ts'

/** Who is to be looked at again at an instant of its own. */
export interface WithTimer {
  /** Ms; infinity: not at all. Set by `set` only. */
  wakeAt: number
}

/**
 * Who is to be looked at next. As `createInstants`, but each knows its own instant: nothing is looked up by an id.
 */
export interface AgentTimers<T extends WithTimer> {
  /** Sets or moves the instant of one; infinity takes it out. */
  set(one: T, at: number): void
  /** The earliest instant, or null if there is none. */
  next(): number | null
  /** Takes out and gives one whose instant is the earliest and ≤ `until`. */
  take(until: number): T | null
}

/** `wake` is told when the earliest instant became an earlier one. */
export function createAgentTimers<T extends WithTimer>(wake: (at: number) => void): AgentTimers<T> {
  /** A binary heap by `at`; who was given another instant since is skipped when it surfaces. */
  const heap: { readonly one: T; readonly at: number }[] = []

  function first(): { readonly one: T; readonly at: number } | undefined {
    while (heap.length > 0 && itemAt(heap, 0).one.wakeAt !== itemAt(heap, 0).at) dropFirst(heap)
    return heap[0]
  }

  return {
    set(one, at) {
      if (one.wakeAt === at) return
      one.wakeAt = at
      if (at === Number.POSITIVE_INFINITY) return
      const item = { one, at }
      putOnHeap(heap, item)
      if (heap[0] === item) wake(at)
    },
    next: () => first()?.at ?? null,
    take(until) {
      const due = first()
      if (due === undefined || due.at > until) return null
      dropFirst(heap)
      due.one.wakeAt = Number.POSITIVE_INFINITY
      return due.one
    },
  }
}
