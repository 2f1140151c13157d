export interface PressIds {
  /** The id of a command: a new one, or the one that the same command bore when nobody answered it. */
  of(subject: string, content: string): string
  /** The server's word has come: the next press of the same is another one. */
  settle(subject: string, content: string): void
}

/** Later than this after an unanswered press, rows have long said whether it was taken: the next one is a new one. */
const SAME_PRESS_MS = 5 * 60_000

/**
 * What a person presses again because no answer came is the same press: it bears the same id, by which the log knows
 * that it was done already. Once something else was said of the same subject it is another press: away, back, away
 * again. `content` is all that makes two commands the same; `now` is monotonic ms.
 */
export function createPressIds(newId: () => string, now: () => number): PressIds {
  const unanswered = new Map<string, { content: string; id: string; at: number }>()
  return {
    of(subject, content) {
      const at = now()
      const before = unanswered.get(subject)
      const isSame = before?.content === content && at - before.at <= SAME_PRESS_MS
      const id = isSame ? before.id : newId()
      unanswered.set(subject, { content, id, at })
      return id
    },
    settle(subject, content) {
      if (unanswered.get(subject)?.content === content) unanswered.delete(subject)
    },
  }
}

/** Refusals that leave open whether the press was taken. */
export const mayBeDone = (code: string): boolean => code === 'no_answer' || code === 'unavailable'
