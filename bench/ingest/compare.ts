import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { startRedis } from '#tests/support/redis.ts'
import { type BenchResult, middleOf, rounded } from '../bench-result.ts'

const run = promisify(execFile)
const FOLDER = import.meta.dirname
const RUNS = 9
const WARM_SEC = 2
const RUN_SEC = 1.5

export interface Comparison {
  readonly name: string
  readonly perRequest: number
  readonly connections: number
  /** Least share of the bare server's events a second. */
  readonly least: number
}

/** Drives our ingest and the bare one in turn, each in a process of its own, on one durable Redis. */
export async function compareIngest({
  name,
  perRequest,
  connections,
  least,
}: Comparison): Promise<BenchResult> {
  const redis = await startRedis()
  const ours = await startServer('our-server.ts', redis.url)
  const bare = await startServer('bare-server.ts', redis.url)
  let serial = 0
  const load = async (port: number, sec: number) => {
    const args = [port, perRequest, sec, connections, ++serial].map(String)
    const { stdout } = await run(process.execPath, [join(FOLDER, 'load-client.ts'), ...args])
    const { accepted, sec: took } = JSON.parse(stdout) as { accepted: number; sec: number }
    return accepted / took
  }
  try {
    for (const { port } of [ours, bare]) await load(port, WARM_SEC)
    const rates: { ours: number; bare: number }[] = []
    for (let round = 0; round < RUNS; round++) {
      rates.push({ bare: await load(bare.port, RUN_SEC), ours: await load(ours.port, RUN_SEC) })
      console.error(`  bare ${rounded(rates.at(-1)!.bare)}/s, ours ${rounded(rates.at(-1)!.ours)}/s`)
    }
    const ratio = middleOf(rates.map((rate) => rate.ours / rate.bare))
    return {
      name,
      value: rounded(middleOf(rates.map((rate) => rate.ours))),
      unit: 'events/s',
      baseline: rounded(middleOf(rates.map((rate) => rate.bare))),
      ratio: rounded(ratio),
      target: `ratio ≥ ${least}`,
      met: ratio >= least,
    }
  } finally {
    ours.stop()
    bare.stop()
    await redis.stop()
  }
}

async function startServer(file: string, redisUrl: string) {
  const child = spawn(process.execPath, [join(FOLDER, file)], {
    env: { ...process.env, REDIS_URL: redisUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { port: Number(port), stop: () => child.kill('SIGKILL') }
}
