import { median } from '#core/collections/median.ts'

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

/** Gives its figures, or tells them as it has them, so that what fails later takes none of them along. */
export type Bench = (tell: (result: BenchResult) => void) => Promise<BenchResult[]>

/**
 * A bench in parts, each of which is run in a process of its own and tells its figures as it has them: one that fails or
 * is late takes nothing of the others along.
 */
export type BenchParts = Readonly<Record<string, (tell: (result: BenchResult) => void) => Promise<void>>>

/** What a file `NAME.bench.ts` exports: one of the two. */
export interface BenchFile {
  readonly bench?: Bench
  readonly parts?: BenchParts
}

/** The middle of what was measured, which must be something. */
export function middleOf(values: readonly number[]): number {
  const middle = median(values)
  if (middle === null) throw new Error('nothing was measured')
  return middle
}

/** Rounds to three significant digits: more would pretend. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
