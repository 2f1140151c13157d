/** Compares two log positions (`ms-seq`). Negative: `a` is before `b`. */
export function comparePositions(a: string, b: string): number {
  const dash = a.indexOf('-')
  const other = b.indexOf('-')
  if (dash !== other) return dash - other
  // Numbers without leading zeros: of equal length they stand in the order of their digits, else the longer is greater.
  return compareDigits(a, b, 0, dash) || a.length - b.length || compareDigits(a, b, dash + 1, a.length)
}

function compareDigits(a: string, b: string, from: number, to: number): number {
  for (let index = from; index < to; index++) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index)
    if (difference !== 0) return difference
  }
  return 0
}

/** Position before the first entry of a log. */
export const LOG_START = '0-0'
