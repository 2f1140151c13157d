export interface PressIds {
  /** The id of a command: a new one, or the one that the same command bore when nobody answered it. */
  of(content: string): string
  /** The server's word has come: the next press of the same is another one. */
  settle(content: string): void
}

/** Later than this after an unanswered press, rows have long said whether it was taken: the next one is a new one. */
const SAME_PRESS_MS = 5 * 60_000

/**
 * What a person presses again because no answer came is the same press: it bears the same id, by which the log knows
 * that it was done already. `content` is all that makes two commands the same; `now` is monotonic ms.
 */
export function createPressIds(newId: () => string, now: () => number): PressIds {
  const open = new Map<string, { id: string; at: number }>()
  return {
    of(content) {
      const at = now()
      for (const [key, press] of open) if (at - press.at > SAME_PRESS_MS) open.delete(key)
      const id = open.get(content)?.id ?? newId()
      open.set(content, { id, at })
      return id
    },
    settle: (content) => open.delete(content),
  }
}

/** Refusals that leave open whether the press was taken. */
export const mayBeDone = (code: string): boolean => code === 'no_answer' || code === 'unavailable'
