import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MALLOC, MEMORY } from '#scripts/start/own-processes.ts'
import { startRedis } from '#tests/support/redis.ts'
import { type Bench, middleOf, rounded } from './bench-result.ts'

const script = join(import.meta.dirname, 'restart', 'day-process.ts')
const run = promisify(execFile)

async function phase(name: 'write' | 'start' | 'bare', url: string): Promise<Record<string, number>> {
  // As `npm start` runs a server, but for the gc that is asked for before memory is read.
  const flags = [...MEMORY, '--expose-gc']
  const env = { ...process.env, ...MALLOC }
  const { stdout } = await run(process.execPath, [...flags, script, name, url], { env, maxBuffer: 1e8 })
  return JSON.parse(stdout) as Record<string, number>
}

/** A start after a day of 1,000,000 events with 1,000 agents, 10,000 open contacts and 20,000 open cases. */
export const bench: Bench = async () => {
  const redis = await startRedis()
  try {
    const day = await phase('write', redis.url)
    console.error(
      `the day: folded in ${day.foldSec?.toFixed(1)} s, ${day.said} lines said, snapshot ${day.snapshotMb?.toFixed(1)} MB`,
    )
    const starts = [
      await phase('start', redis.url),
      await phase('start', redis.url),
      await phase('start', redis.url),
    ]
    const bare = await phase('bare', redis.url)
    const [first] = starts
    console.error(
      `a start: ${(first!.cpuMs! / 1_000).toFixed(1)} s of processor time with loading the program, heap ${first!.heapMb?.toFixed(0)} MB`,
    )
    const readySec = middleOf(starts.map(({ readyMs }) => readyMs! / 1_000))
    const memoryMb = middleOf(starts.map(({ rssMb }) => rssMb!))
    const added = memoryMb - bare.rssMb!
    return [
      {
        name: 'restart',
        value: rounded(readySec),
        unit: 's',
        baseline: rounded(day.foldSec!),
        ratio: rounded(readySec / day.foldSec!),
        target: '≤ 5 s (baseline: folding the whole day)',
        met: readySec <= 5,
      },
      {
        name: 'memory',
        value: rounded(added),
        unit: 'MB',
        baseline: rounded(bare.rssMb!),
        ratio: rounded(memoryMb / bare.rssMb!),
        target: '≤ 300 MB above the same program without a floor',
        met: added <= 300,
      },
    ]
  } finally {
    await redis.stop()
  }
}
