import { startRedis } from '#tests/support/redis.ts'
import type { Bench, BenchResult } from './bench-result.ts'
import { rounded } from './bench-result.ts'
import { addJobs, bareLateness, openBareQueue } from './timers/bare-timers.ts'
import { watchLatency } from './timers/latency-watch.ts'
import { compareMoves } from './timers/move-cost.ts'
import { openOurTimers } from './timers/our-timers.ts'

const PENDING = 100_000
const PER_SEC = 200
const SECONDS = 20
const AT_ONCE = 10_000
const FAR_MS = 24 * 3_600_000
/** Each turn is held against a bare one just before it: the machine is not the same a minute later. */
const TURNS = 5
const MOST = 1.5
const LATE_MS = 25

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}

const spoken = (late: readonly number[]) =>
  `p50 ${quantile(late, 0.5)} ms, p99 ${quantile(late, 0.99)} ms, worst ${Math.max(...late)} ms`

const steadily = (from: number) =>
  Array.from({ length: PER_SEC * SECONDS }, (_, index) => from + Math.floor((index * 1_000) / PER_SEC))
const farOff = (count: number) => Array.from({ length: count }, (_, index) => Date.now() + FAR_MS + index * 7)

interface BareLateness {
  /** Of 200 a second. */
  readonly p99: number
  /** The last of 10,000 that are due at one instant. */
  readonly stormWorst: number
}

/** Bare delayed jobs: how late they are picked up, 200 a second and 10,000 at once, while 100,000 wait. */
async function bareMetrics(): Promise<BareLateness> {
  const redis = await startRedis()
  const { queue, close } = openBareQueue(redis.url, 'bare')
  const jobs = (prefix: string, instants: readonly number[]) =>
    instants.map((dueAt, index) => ({ id: `${prefix}-${index}`, dueAt }))
  try {
    await addJobs(queue, jobs('far', farOff(PENDING)))
    const soon = steadily(Date.now() + 3_000)
    await addJobs(queue, jobs('soon', soon))
    const stalls = await watchLatency(redis.url)
    const late = await bareLateness(redis.url, 'bare', soon.length)
    console.error(`  bare: ${spoken(late)}; Redis: ${await stalls.read()}`)
    await addJobs(queue, jobs('storm', Array(AT_ONCE).fill(Date.now() + 10_000)))
    const storm = await bareLateness(redis.url, 'bare', AT_ONCE)
    return { p99: quantile(late, 0.99), stormWorst: Math.max(...storm) }
  } finally {
    await close()
    await redis.stop()
  }
}

async function ourMetrics(bare: BareLateness, turn: number): Promise<BenchResult[]> {
  const redis = await startRedis()
  const ours = await openOurTimers(redis.url, 'bench')
  try {
    await ours.open('far', farOff(PENDING), PENDING)
    const from = Date.now() + 15_000
    await ours.open('soon', steadily(from), PENDING + PER_SEC * SECONDS)
    const stalls = await watchLatency(redis.url)
    await ours.told.until('rule.breached', PER_SEC * SECONDS)
    const late = ours.lateness(from)
    console.error(`  ours: ${spoken(late)}; Redis: ${await stalls.read()}`)
    const storm = Date.now() + 15_000
    await ours.open('storm', Array(AT_ONCE).fill(storm), PENDING + AT_ONCE)
    await ours.told.until('rule.breached', PER_SEC * SECONDS + AT_ONCE)
    const worst = Math.max(...ours.lateness(storm))
    const p99 = quantile(late, 0.99)
    const ratio = p99 / Math.max(1, bare.p99)
    return [
      {
        name: `timers-lateness-p99-${turn}`,
        ...{ value: rounded(p99), unit: 'ms', baseline: rounded(bare.p99) },
        ...{
          ratio: rounded(ratio),
          target: `ratio ≤ ${MOST}, ≤ ${LATE_MS} ms`,
          met: ratio <= MOST && p99 <= LATE_MS,
        },
      },
      {
        name: `timers-storm-${AT_ONCE}-${turn}`,
        ...{ value: rounded(worst), unit: 'ms', baseline: rounded(bare.stormWorst) },
        ratio: rounded(worst / Math.max(1, bare.stormWorst)),
        ...{ target: 'all said within 2,000 ms', met: worst <= 2_000 },
      },
    ]
  } finally {
    await ours.close()
    await redis.stop()
  }
}

/** Lateness with 100,000 timers pending beside bare delayed jobs, several times; a storm; and what moving instants costs. */
export const bench: Bench = async (tell) => {
  for (let turn = 1; turn <= TURNS; turn++)
    for (const result of await ourMetrics(await bareMetrics(), turn)) tell(result)
  return [await compareMoves(10_000, 5, 1.5)]
}
