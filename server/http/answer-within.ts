/** Under the five seconds within which every request has its answer. */
export const ANSWER_WITHIN_MS = 4_500

/** The time that work has. While it waits for its turn among others like it, that time stands still. */
export interface Deadline {
  pause(): void
  resume(): void
}

/** Work whose time is not counted, for it hangs on no store. */
export async function uncounted<T>(deadline: Deadline | undefined, work: () => Promise<T>): Promise<T> {
  deadline?.pause()
  try {
    return await work()
  } finally {
    deadline?.resume()
  }
}

/**
 * What work gives, or `late()` if it takes longer than `withinMs`: a store that hangs holds nobody up for as long. What
 * the work comes to afterwards is nobody's answer any more; should it fail, `onFault` is told.
 */
export async function answerWithin<A>(
  work: Promise<A> | ((deadline: Deadline) => Promise<A>),
  late: () => A,
  onFault: (error: Error) => void,
  withinMs = ANSWER_WITHIN_MS,
): Promise<A> {
  const lateness = Promise.withResolvers<void>()
  const deadline = createDeadline(withinMs, lateness.resolve)
  const running = typeof work === 'function' ? work(deadline) : work
  const answeredLate = lateness.promise.then(() => {
    running.catch(onFault)
    return late()
  })
  try {
    return await Promise.race([running, answeredLate])
  } finally {
    deadline.pause()
  }
}

/** Begins at once. */
function createDeadline(withinMs: number, onPassed: () => void): Deadline {
  let leftMs = withinMs
  let since = performance.now()
  let timer: NodeJS.Timeout | null = setTimeout(onPassed, leftMs)
  return {
    pause() {
      if (timer === null) return
      clearTimeout(timer)
      timer = null
      leftMs -= performance.now() - since
    },
    resume() {
      if (timer !== null) return
      since = performance.now()
      timer = setTimeout(onPassed, Math.max(0, leftMs))
    },
  }
}
