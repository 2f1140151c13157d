import { openTimerJobs } from '#store/jobs/timer-jobs.ts'
import { startRedis } from '#tests/support/redis.ts'
import { createTimers } from '#workers/timekeeper/timers.ts'
import { type BenchResult, middleOf, rounded } from '../bench-result.ts'
import { addJobs, openBareQueue, removeJobs } from './bare-timers.ts'

const HOUR_MS = 3_600_000

/** What it costs to move the next instants of so many subjects, beside removing and adding as many bare jobs. */
export async function compareMoves(count: number, rounds: number, most: number): Promise<BenchResult> {
  const redis = await startRedis()
  const fail = (error: Error) => {
    throw error
  }
  const jobs = openTimerJobs({
    url: redis.url,
    site: 'bench',
    waitMs: (at) => Math.max(0, at - Date.now()),
    onTrouble: fail,
  })
  const timers = createTimers({ jobs, pos: () => '0-1', onFault: fail })
  const bare = openBareQueue(redis.url, 'bare')
  const subjects = Array.from({ length: count }, (_, index) => `case/C${index}`)
  const ratios: number[] = []
  const times: { ours: number; bare: number }[] = []
  const base = Date.now() + HOUR_MS
  const ids = (round: number) => subjects.map((_, index) => `r${round}-${index}`)

  async function ours(round: number): Promise<number> {
    const began = performance.now()
    timers.want(new Map(subjects.map((subject, index) => [subject, base + round * HOUR_MS + index])))
    await timers.settled()
    return performance.now() - began
  }
  async function bareOnes(round: number): Promise<number> {
    const began = performance.now()
    await removeJobs(bare.queue, ids(round - 1))
    await addJobs(
      bare.queue,
      ids(round).map((id, index) => ({ id, dueAt: base + round * HOUR_MS + index })),
    )
    return performance.now() - began
  }

  try {
    for (let round = 0; round <= rounds; round++) {
      const took = { bare: await bareOnes(round), ours: await ours(round) }
      // The first only puts them there.
      if (round === 0) continue
      times.push(took)
      ratios.push(took.ours / took.bare)
      console.error(`  bare ${rounded(took.bare)} ms, ours ${rounded(took.ours)} ms`)
    }
  } finally {
    timers.stop()
    await Promise.all([jobs.close(), bare.close()])
    await redis.stop()
  }
  const ratio = middleOf(ratios)
  return {
    name: `timers-move-${count}`,
    value: rounded(middleOf(times.map((time) => time.ours))),
    unit: 'ms',
    baseline: rounded(middleOf(times.map((time) => time.bare))),
    ratio: rounded(ratio),
    target: `ratio ≤ ${most}`,
    met: ratio <= most,
  }
}
