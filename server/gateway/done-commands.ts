/** The last commands that were done, so that one sent again is acknowledged though its subject may be gone. */
export interface DoneCommands {
  has(source: string, id: string): boolean
  add(source: string, id: string): void
}

const KEPT = 10_000

export function createDoneCommands(): DoneCommands {
  const done = new Set<string>()
  const keyOf = (source: string, id: string) => `${source}\n${id}`
  return {
    has: (source, id) => done.has(keyOf(source, id)),
    add(source, id) {
      done.add(keyOf(source, id))
      if (done.size <= KEPT) return
      for (const oldest of done) {
        done.delete(oldest)
        return
      }
    },
  }
}
