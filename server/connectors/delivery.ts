/** Events on their way into the log, in order, for as long as it takes. */
export interface Delivery<E> {
  push(events: readonly E[]): void
  /** More waits than should: the sender is asked to wait. */
  readonly full: boolean
  readonly waiting: number
  /** Resolves when nothing waits any more, or delivery was stopped. */
  idle(): Promise<void>
  /** Gives up what waits still. */
  stop(): void
}

export interface EventDeliveryOptions<E> {
  /** Writes a batch; rejects while that is not possible, and is then asked again with the same batch. */
  readonly write: (batch: readonly E[]) => Promise<void>
  readonly limit: number
  readonly onRoom: () => void
  /** Told of each failure. */
  readonly onFault: (error: Error) => void
  readonly retryMs?: { readonly first: number; readonly max: number }
}

const BATCH = 500

/** Delivers batches one after the other; a failed one is tried again, later and later, and nothing overtakes it. */
export function createDelivery<E>(options: EventDeliveryOptions<E>): Delivery<E> {
  const { first, max } = options.retryMs ?? { first: 100, max: 5_000 }
  let queue: E[] = []
  let running = false
  let stopped = false
  let wasFull = false
  let waiters: (() => void)[] = []
  let wake: (() => void) | null = null

  function pause(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms)
      wake = () => {
        clearTimeout(timer)
        done()
      }
    })
  }

  async function writeSurely(batch: readonly E[]): Promise<void> {
    for (let delay = first; !stopped; delay = Math.min(max, delay * 2)) {
      try {
        await options.write(batch)
        return
      } catch (error) {
        options.onFault(error as Error)
        await pause(delay)
      }
    }
  }

  function room(): void {
    if (!wasFull || queue.length > options.limit / 2) return
    wasFull = false
    options.onRoom()
  }

  async function run(): Promise<void> {
    running = true
    while (queue.length > 0 && !stopped) {
      const batch = queue.slice(0, BATCH)
      await writeSurely(batch)
      queue = queue.slice(batch.length)
      room()
    }
    running = false
    for (const done of waiters) done()
    waiters = []
  }

  return {
    push(events) {
      if (stopped) return
      queue.push(...events)
      if (queue.length >= options.limit) wasFull = true
      if (!running) void run()
    },
    get full() {
      return wasFull
    },
    get waiting() {
      return queue.length
    },
    idle: () => (running ? new Promise((done) => waiters.push(done)) : Promise.resolve()),
    stop() {
      stopped = true
      queue = []
      wake?.()
    },
  }
}
