/** One line of `npm run bench`: a figure beside its bare baseline, measured in the same run. */
export interface BenchResult {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The same without our part, null where the target is absolute. */
  readonly baseline: number | null
  readonly ratio: number | null
  /** What is promised, such as `ratio ≥ 0.6`. */
  readonly target: string
  readonly met: boolean
}

export type Bench = () => Promise<BenchResult[]>

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Rounds to three significant digits: more would pretend. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
