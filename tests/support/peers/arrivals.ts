/** Lets a test wait for so many of something. */
export interface Arrivals {
  /** There are so many now. */
  arrived(count: number): void
  /** Resolves once there are so many. */
  until(count: number): Promise<void>
}

export function createArrivals(): Arrivals {
  const waiters = new Set<{ readonly count: number; readonly done: () => void }>()
  let now = 0
  return {
    arrived(count) {
      now = count
      for (const waiter of waiters)
        if (waiter.count <= count) {
          waiters.delete(waiter)
          waiter.done()
        }
    },
    until: (count) =>
      now >= count ? Promise.resolve() : new Promise((done) => waiters.add({ count, done })),
  }
}
