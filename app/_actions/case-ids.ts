/** The ids of cases by what they are opened for. */
export interface CaseIds {
  /** The id of the case for this: pressed again, or drawn anew, it is the same. */
  of(what: string): Promise<string>
  /** The case for this stands: should another one be opened for it, that has another id. */
  stands(what: string): void
}

export function createCaseIds(newId: () => Promise<string>): CaseIds {
  const known = new Map<string, Promise<string>>()
  return {
    of(what) {
      const before = known.get(what)
      if (before !== undefined) return before
      const made = newId()
      known.set(what, made)
      return made
    },
    stands: (what) => void known.delete(what),
  }
}
