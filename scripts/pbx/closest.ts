const MOST_EDITS = 2

/** The candidate that a misspelt name most likely means: at most two letters other, else null. */
export function closest(name: string, candidates: readonly string[]): string | null {
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: edits(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
  const [best] = ranked
  return best !== undefined && best.edits <= Math.min(MOST_EDITS, name.length - 1) ? best.candidate : null
}

/** Another digit is another number, not a slip of the finger. */
const OTHER_NUMBER = MOST_EDITS + 1
const isDigit = (letter: string) => letter >= '0' && letter <= '9'
const costOf = (letter: string) => (isDigit(letter) ? OTHER_NUMBER : 1)

/** How many letters must be changed, added or taken away to make one text of the other. */
function edits(from: string, to: string): number {
  let row = [0]
  for (const letter of to) row.push(row.at(-1)! + costOf(letter))
  for (const letter of from) {
    const next = [row[0]! + costOf(letter)]
    for (let index = 0; index < to.length; index++) {
      const other = to[index]!
      const change = letter === other ? 0 : isDigit(letter) && isDigit(other) ? OTHER_NUMBER : 1
      next.push(
        Math.min(row[index + 1]! + costOf(letter), next[index]! + costOf(other), row[index]! + change),
      )
    }
    row = next
  }
  return row.at(-1)!
}
