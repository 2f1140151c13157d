import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Bench, type BenchResult, rounded } from './bench-result.ts'

/** Whatever else the machine does only ever slows a run: the fastest of these is the nearest to what a fold takes. */
const RUNS = 5
const FOLD = fileURLToPath(new URL('./fold/fold-process.ts', import.meta.url))
const run = promisify(execFile)

async function perSec(mix: string, how: string): Promise<number> {
  return Number((await run(process.execPath, [FOLD, mix, how])).stdout)
}

/** What is promised of a mix: events per second without and with rules, and what the rules may cost (µs). */
interface Targets {
  readonly plain: number
  readonly ruled: number
  readonly rulesUs: number
}

function costOfRules(name: string, plain: number, ruled: number, most: number | null): BenchResult {
  const costUs = 1e6 / ruled - 1e6 / plain
  return {
    name: `${name}-cost-of-rules`,
    value: rounded(costUs),
    unit: 'µs/event',
    baseline: null,
    ratio: null,
    target: most === null ? 'none: for comparison' : `≤ ${most} µs/event`,
    met: most === null || costUs <= most,
  }
}

function result(name: string, value: number, baseline: number, least: number | null): BenchResult {
  return {
    name,
    value: rounded(value),
    unit: 'events/s',
    baseline: rounded(baseline),
    ratio: rounded(value / baseline),
    target: least === null ? 'none: for comparison' : `≥ ${least} events/s`,
    met: least === null || value >= least,
  }
}

/** The fold of one mix without and with the rules of the default site file, in turn with the bare one. */
async function foldsOf(name: string, mix: string, targets: Targets | null): Promise<BenchResult[]> {
  const runs = { bare: [] as number[], plain: [] as number[], ruled: [] as number[] }
  for (let turn = 0; turn < RUNS; turn++)
    for (const how of ['bare', 'plain', 'ruled'] as const) runs[how].push(await perSec(mix, how))
  const [bare, plain, ruled] = [Math.max(...runs.bare), Math.max(...runs.plain), Math.max(...runs.ruled)]
  return [
    result(name, plain, bare, targets?.plain ?? null),
    result(`${name}-with-rules`, ruled, bare, targets?.ruled ?? null),
    costOfRules(name, plain, ruled, targets?.rulesUs ?? null),
  ]
}

/** The demo's mix of events; and, for comparison, a day on which four of ten calls open a case, which costs far more. */
export const bench: Bench = async () => [
  ...(await foldsOf('fold', 'demo', { plain: 100_000, ruled: 50_000, rulesUs: 15 })),
  ...(await foldsOf('fold-hard-day', 'hard-day', null)),
]
