import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { startRedis } from '#tests/support/redis.ts'
import { type Bench, type BenchResult, middleOf, rounded } from './bench-result.ts'

const run = promisify(execFile)
const FOLDER = join(import.meta.dirname, 'fanout')
const SCREENS = 200
const RUN_SEC = 6
const RUNS = 3

interface Received {
  p50: number
  p99: number
  seen: number
  due: number
}

async function startServer(file: string, redisUrl: string) {
  const child = spawn(process.execPath, [join(FOLDER, file)], {
    env: { ...process.env, REDIS_URL: redisUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { port: Number(port), stop: () => child.kill('SIGKILL') }
}

async function drive(port: number, rate: number): Promise<Received> {
  const args = [port, SCREENS, rate, RUN_SEC].map(String)
  const { stdout } = await run(process.execPath, [join(FOLDER, 'load-client.ts'), ...args])
  const received = JSON.parse(stdout) as Received
  if (received.seen < received.due)
    throw new Error(`only ${received.seen} of ${received.due} probes were seen`)
  return received
}

const result = (
  name: string,
  value: number,
  baseline: number,
  target: string,
  met: boolean,
): BenchResult => ({
  name,
  value: rounded(value),
  unit: 'ms',
  baseline: rounded(baseline),
  ratio: rounded(value / baseline),
  target,
  met,
})

/** From POST to 200 screens, ours beside a bare coalescing skeleton on the same Redis, in turn. */
export const bench: Bench = async () => {
  const redis = await startRedis()
  const servers = [
    await startServer('our-server.ts', redis.url),
    await startServer('bare-server.ts', redis.url),
  ]
  const [ours, bare] = servers as [(typeof servers)[0], (typeof servers)[0]]
  try {
    const [calm, bareCalm] = [await drive(ours.port, 50), await drive(bare.port, 50)]
    const busy: { ours: Received; bare: Received }[] = []
    for (let round = 0; round < RUNS; round++) {
      busy.push({ bare: await drive(bare.port, 2_000), ours: await drive(ours.port, 2_000) })
      const { ours: our, bare: their } = busy.at(-1)!
      console.error(`  2000/s: bare p99 ${rounded(their.p99)} ms, ours ${rounded(our.p99)} ms`)
    }
    const p99 = (of: 'ours' | 'bare') => middleOf(busy.map((received) => received[of].p99))
    const isClose = p99('ours') / p99('bare') <= 1.5
    return [
      result('fanout-50-p50', calm.p50, bareCalm.p50, '≤ 10 ms', calm.p50 <= 10),
      result('fanout-50-p99', calm.p99, bareCalm.p99, '≤ 40 ms', calm.p99 <= 40),
      result('fanout-2000-p99', p99('ours'), p99('bare'), 'ratio ≤ 1.5', isClose),
    ]
  } finally {
    for (const server of servers) server.stop()
    await redis.stop()
  }
}
