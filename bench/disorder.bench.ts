import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { histories } from '#core/disorder-for-test.ts'
import { type Bench, type BenchResult, rounded } from './bench-result.ts'

const COUNTS = [500, 1_000, 2_000, 4_000, 8_000]
/** As many entries are read from the log at once, where there are so many. */
const BATCH = 1_000
const MOST = 4
const ONE = fileURLToPath(new URL('./disorder/disorder-process.ts', import.meta.url))
const run = promisify(execFile)

async function ratioOf(name: string, kind: string, count: number, batch: number): Promise<BenchResult> {
  const { stdout } = await run(process.execPath, [ONE, kind, String(count), String(batch)])
  const { inOrder, inAnyOrder } = JSON.parse(stdout) as { inOrder: number; inAnyOrder: number }
  const ratio = inAnyOrder / inOrder
  return {
    name,
    value: rounded(inAnyOrder),
    unit: 'ms of a processor',
    baseline: rounded(inOrder),
    ratio: rounded(ratio),
    target: `ratio ≤ ${MOST}`,
    met: ratio <= MOST,
  }
}

/** What events of one entity cost in any order beside the same in order; also where each is a batch of its own. */
export const bench: Bench = async () => {
  const results: BenchResult[] = []
  for (const kind of Object.keys(histories)) {
    for (const count of COUNTS) results.push(await ratioOf(`disorder-${kind}-${count}`, kind, count, BATCH))
    results.push(await ratioOf(`disorder-${kind}-2000-one-by-one`, kind, 2_000, 1))
  }
  return results
}
