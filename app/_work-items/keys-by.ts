const NONE: ReadonlySet<string> = new Set()

/** Keys by something that they hang on, such as the case that each belongs to. */
export function createKeysBy() {
  const sets = new Map<string, Set<string>>()
  return {
    of: (what: string): ReadonlySet<string> => sets.get(what) ?? NONE,
    move(key: string, from: string | null, to: string | null): void {
      if (from !== null && from !== to) {
        const set = sets.get(from)
        set?.delete(key)
        if (set?.size === 0) sets.delete(from)
      }
      if (to === null) return
      const set = sets.get(to)
      if (set === undefined) sets.set(to, new Set([key]))
      else set.add(key)
    },
  }
}
