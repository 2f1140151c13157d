import { lookUp } from '../../collections/present.ts'

/** As long is one step. */
const STEP_MS = 10 * 60_000

const stepOf = (at: number) => Math.floor(at / STEP_MS)

/** Items by the instant from which they are looked for, in steps of time: of very many only those of then are touched. */
export interface ExpiryIndex<T extends { readonly from: number }> {
  add(item: T): void
  delete(item: T): void
  /** Those whose instant has come, the earliest steps first. */
  until(at: number): T[]
}

export function createExpiryIndex<T extends { readonly from: number }>(): ExpiryIndex<T> {
  const steps = new Map<number, Set<T>>()
  return {
    add(item) {
      if (!Number.isFinite(item.from)) return
      const step = stepOf(item.from)
      const there = steps.get(step)
      if (there === undefined) steps.set(step, new Set([item]))
      else there.add(item)
    },
    delete(item) {
      const step = stepOf(item.from)
      const there = steps.get(step)
      if (there?.delete(item) === true && there.size === 0) steps.delete(step)
    },
    until(at) {
      const come = [...steps.keys()].filter((step) => step <= stepOf(at)).sort((a, b) => a - b)
      return come.flatMap((step) => [...lookUp(steps, step)].filter(({ from }) => from <= at))
    },
  }
}
