/**
 * Makes of an act one that never runs twice at once: who asks while it runs gets the next run, which begins after the
 * question and is shared by all who asked meanwhile.
 */
export function oneAfterAnother(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  return function ask(): Promise<void> {
    if (running === null) {
      running = act().finally(() => {
        running = null
      })
      return running
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null
        return ask()
      })
    return next
  }
}
