const MOST_EDITS = 2

/** The candidate that a misspelt name most likely means: at most two letters other, else null. */
export function closest(name: string, candidates: readonly string[]): string | null {
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: edits(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  const [best] = ranked
  return best !== undefined && best.edits <= Math.min(MOST_EDITS, name.length - 1) ? best.candidate : null
}

/** How many letters must be changed, added or taken away to make one text of the other. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1]
    for (let index = 0; index < to.length; index++)
      next.push(Math.min(row[index + 1]! + 1, next[index]! + 1, row[index]! + (letter === to[index] ? 0 : 1)))
    row = next
  }
  return row.at(-1)!
}
