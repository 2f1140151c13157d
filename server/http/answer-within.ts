/** Under the five seconds within which every request has its answer. */
export const ANSWER_WITHIN_MS = 4_500

/**
 * What work gives, or `late()` if it takes longer than `withinMs`: a store that hangs holds nobody up for as long. What
 * the work comes to afterwards is nobody's answer any more; should it fail, `onFault` is told.
 */
export async function answerWithin<A>(
  work: Promise<A>,
  late: () => A,
  onFault: (error: Error) => void,
  withinMs = ANSWER_WITHIN_MS,
): Promise<A> {
  let timer: NodeJS.Timeout | undefined
  const lateness = new Promise<A>((done) => {
    timer = setTimeout(() => {
      work.catch(onFault)
      done(late())
    }, withinMs)
  })
  try {
    return await Promise.race([work, lateness])
  } finally {
    clearTimeout(timer)
  }
}
