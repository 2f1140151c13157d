/** Of a PBX that answers nothing no more questions are remembered. */
const MOST_UNANSWERED = 100

/** Our actions that were not answered yet, by their id. */
export interface Unanswered {
  note(id: string, action: string): void
  /** Gives the action that an answer is to, and forgets it; undefined: it is not one of ours. */
  take(id: string): string | undefined
  clear(): void
}

export function createUnanswered(): Unanswered {
  const actions = new Map<string, string>()
  return {
    note(id, action) {
      actions.set(id, action)
      if (actions.size > MOST_UNANSWERED) actions.delete(actions.keys().next().value!)
    },
    take(id) {
      const action = actions.get(id)
      actions.delete(id)
      return action
    },
    clear: () => actions.clear(),
  }
}
