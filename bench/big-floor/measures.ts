import { loadavg } from 'node:os'
import { type BenchResult, rounded } from '../bench-result.ts'

/** How a figure is told: what it is, and beside what. */
interface Measure {
  readonly unit: string
  readonly baseline?: number
}

const result = (name: string, value: number, { unit, baseline }: Measure) => ({
  ...{ name: `big-floor-${name}`, value: rounded(value), unit },
  baseline: baseline === undefined ? null : rounded(baseline),
  ratio: baseline === undefined ? null : rounded(value / baseline),
})

export const atMost = (name: string, value: number, most: number, measure: Measure): BenchResult => ({
  ...result(name, value, measure),
  ...{ target: `≤ ${most} ${measure.unit}`, met: value <= most },
})

export const ratioAtMost = (
  name: string,
  value: number,
  most: number,
  measure: Required<Measure>,
): BenchResult => ({
  ...result(name, value, measure),
  ...{ target: `ratio ≤ ${most}`, met: value / measure.baseline <= most },
})

/** What is shown beside, and promises nothing. */
export const shown = (name: string, value: number, measure: Measure): BenchResult => ({
  ...result(name, value, measure),
  ...{ target: 'none: for comparison', met: true },
})

export const print = (line: string) => console.error(`  ${line}`)

/** What else the machine does: figures of time are worth little where it is much. */
export const printLoad = () =>
  print(
    `load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  )
