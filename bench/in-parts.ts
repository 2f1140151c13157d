import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type BenchResult, rounded } from './bench-result.ts'

/** A part that takes longer is ended: what it told until then stands. */
const LONGEST_SEC = 240
/** So long a part that was told to end may take to stop what it started. */
const GRACE_MS = 20_000

/** Runs one part of a bench in a process of its own, and tells its figures and how long it took. */
export async function runPart(
  name: string,
  part: string,
  tell: (result: BenchResult) => void,
): Promise<void> {
  const began = performance.now()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run-part.ts'), name, part], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Who gives up waiting leaves nothing running, and begins no other part.
  const passOn = () => {
    child.kill('SIGTERM')
    child.once('exit', () => process.exit(1))
  }
  process.once('SIGINT', passOn).once('SIGTERM', passOn)
  const late = setTimeout(() => {
    console.error(`  ${part} is not through after ${LONGEST_SEC} s and is ended`)
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref()
  }, LONGEST_SEC * 1_000)
  const ended = once(child, 'exit')
  for await (const line of createInterface(child.stdout)) tell(JSON.parse(line) as BenchResult)
  const [code] = (await ended) as [number | null]
  clearTimeout(late)
  process.off('SIGINT', passOn).off('SIGTERM', passOn)
  const tookSec = (performance.now() - began) / 1_000
  tell({
    ...{ name: `${name}-${part}-took`, value: rounded(tookSec), unit: 's', baseline: null, ratio: null },
    ...{ target: `to its end, ≤ ${LONGEST_SEC} s`, met: code === 0 },
  })
}
