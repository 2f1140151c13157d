import type { FoldedFloor } from './folded-floor.ts'

/** The floor that the timekeeper of this process keeps, for other parts that want to look at it. */
export interface SharedFloor {
  /** It is built and followed, or (null) no more. */
  put(floor: FoldedFloor | null): void
  /** Resolves with the floor as soon as there is one. */
  get(): Promise<FoldedFloor>
}

export function createSharedFloor(): SharedFloor {
  let present: FoldedFloor | null = null
  let waiting = Promise.withResolvers<FoldedFloor>()
  return {
    put(floor) {
      present = floor
      if (floor === null) return
      waiting.resolve(floor)
      waiting = Promise.withResolvers()
    },
    get: () => (present === null ? waiting.promise : Promise.resolve(present)),
  }
}
