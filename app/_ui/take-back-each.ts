import type { EachAnswer } from '#core/rows/protocol.ts'
import type { Undoable } from './sending.ts'

/** So often, and after so long, it is tried again to take back the opening of a case: for three seconds. */
const TRIES = 12
const AGAIN_MS = 250

export interface TakingBackEach {
  readonly withdraw: (one: Undoable) => Promise<EachAnswer>
  /** What was taken back is gone. */
  readonly gone: (one: Undoable) => Promise<void>
  readonly pause: (ms: number) => Promise<void>
}

/**
 * Takes back one after the other, up to the first that is refused, and gives the answer to that. A case that was opened
 * goes only once nothing is said of it any more, and the server may not have read yet what was taken back just before.
 */
export async function takeBackEach(
  all: readonly Undoable[],
  { withdraw, gone, pause }: TakingBackEach,
): Promise<EachAnswer> {
  for (const [index, one] of all.entries()) {
    const isCase = one.kind === 'case'
    let answer = await withdraw(one)
    const isEarly = () => isCase && index > 0 && !answer.ok && answer.code === 'too_late'
    for (let tries = 0; isEarly() && tries < TRIES; tries++) {
      await pause(AGAIN_MS)
      answer = await withdraw(one)
    }
    if (!answer.ok) return answer
    if (!isCase && index < all.length - 1) await gone(one)
  }
  return { ok: true }
}
