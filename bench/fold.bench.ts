import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Bench, type BenchResult, median, rounded } from './bench-result.ts'

const RUNS = 3
const FOLD = fileURLToPath(new URL('./fold/fold-process.ts', import.meta.url))
const run = promisify(execFile)

async function perSec(mix: string, how: string): Promise<number> {
  return Number((await run(process.execPath, [FOLD, mix, how])).stdout)
}

function costOfRules(name: string, plain: number, ruled: number): BenchResult {
  const costUs = 1e6 / ruled - 1e6 / plain
  return {
    name: `${name}-cost-of-rules`,
    value: rounded(costUs),
    unit: 'µs/event',
    baseline: null,
    ratio: null,
    target: '≤ 15 µs/event',
    met: costUs <= 15,
  }
}

function result(name: string, value: number, baseline: number, least: number): BenchResult {
  return {
    name,
    value: rounded(value),
    unit: 'events/s',
    baseline: rounded(baseline),
    ratio: rounded(value / baseline),
    target: `≥ ${least} events/s`,
    met: value >= least,
  }
}

/** The fold of one mix without and with the rules of the default site file, in turn with the bare one. */
async function foldsOf(name: string, mix: string): Promise<BenchResult[]> {
  const runs = { bare: [] as number[], plain: [] as number[], ruled: [] as number[] }
  for (let turn = 0; turn < RUNS; turn++)
    for (const how of ['bare', 'plain', 'ruled'] as const) runs[how].push(await perSec(mix, how))
  const [bare, plain, ruled] = [median(runs.bare), median(runs.plain), median(runs.ruled)]
  return [
    result(name, plain, bare, 100_000),
    result(`${name}-with-rules`, ruled, bare, 50_000),
    costOfRules(name, plain, ruled),
  ]
}

/** The demo's mix of events, and a day on which four of ten calls open a case, which costs several times as much. */
export const bench: Bench = async () => [
  ...(await foldsOf('fold', 'demo')),
  ...(await foldsOf('fold-hard-day', 'hard-day')),
]
