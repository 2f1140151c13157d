import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { histories } from '#core/floor/disorder-for-test.ts'
import { type BenchParts, type BenchResult, rounded } from './bench-result.ts'
import type { Spent } from './disorder/disorder-process.ts'

const COUNTS = [500, 1_000, 2_000, 4_000, 8_000]
const LARGEST = 8_000
/** As many entries are read from the log at once, where there are so many. */
const BATCH = 1_000
const MOST = 4
const MOST_PIECE_MS = 20
const ONE = fileURLToPath(new URL('./disorder/disorder-process.ts', import.meta.url))
const run = promisify(execFile)

function ratioOf(name: string, inAnyOrder: number, inOrder: number): BenchResult {
  const ratio = inAnyOrder / inOrder
  return {
    ...{ name, value: rounded(inAnyOrder), unit: 'ms of a processor', baseline: rounded(inOrder) },
    ...{ ratio: rounded(ratio), target: `ratio ≤ ${MOST}`, met: ratio <= MOST },
  }
}

function pieceOf(name: string, inAnyOrder: number, inOrder: number): BenchResult {
  return {
    ...{ name, value: rounded(inAnyOrder), unit: 'ms of the thread', baseline: rounded(inOrder) },
    ratio: rounded(inAnyOrder / inOrder),
    ...{ target: `≤ ${MOST_PIECE_MS} ms`, met: inAnyOrder <= MOST_PIECE_MS },
  }
}

async function measured(
  kind: string,
  count: number,
  batch: number,
): Promise<Record<'inOrder' | 'inAnyOrder', Spent>> {
  const also = count === LARGEST ? ['restart'] : []
  const { stdout } = await run(process.execPath, [ONE, kind, String(count), String(batch), ...also])
  return JSON.parse(stdout)
}

/** One kind: tells each figure as soon as it has it. */
async function measure(kind: string, tell: (result: BenchResult) => void): Promise<void> {
  for (const count of COUNTS) {
    const name = `disorder-${kind}-${count}`
    const { inOrder, inAnyOrder } = await measured(kind, count, BATCH)
    tell(ratioOf(name, inAnyOrder.all, inOrder.all))
    if (count < LARGEST) continue
    tell(ratioOf(`${name}-restart`, inAnyOrder.restart, inOrder.restart))
    tell(pieceOf(`${name}-longest-piece`, inAnyOrder.longest, inOrder.longest))
  }
  const { inOrder, inAnyOrder } = await measured(kind, 2_000, 1)
  tell(ratioOf(`disorder-${kind}-2000-one-by-one`, inAnyOrder.all, inOrder.all))
}

/**
 * What events of one entity cost in any order beside the same in order; also where each is a batch of its own, at a
 * restart in their middle, and in the longest piece, for which everything else of the process waits. Each kind of entity
 * is a part.
 */
export const parts: BenchParts = Object.fromEntries(
  Object.keys(histories).map((kind) => [kind, (tell) => measure(kind, tell)]),
)
