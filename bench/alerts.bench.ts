import { bareDelays, type Delays, ourDelays } from './alerts/delay.ts'
import { stormWithKills } from './alerts/kills.ts'
import { pathDelays } from './alerts/path.ts'
import { robotStorm } from './alerts/robot-storm.ts'
import { ALERTS, LEADS, quantile } from './alerts/storm.ts'
import type { Bench, BenchResult } from './bench-result.ts'
import { rounded } from './bench-result.ts'

const P99_MS = 1_000
const KILLS = 20
const ROBOT_LIMIT = 20

function delayResult(kind: keyof Delays, ours: Delays, bare: Delays): BenchResult {
  const value = quantile(ours[kind], 0.99)
  const baseline = quantile(bare[kind], 0.99)
  console.error(
    `  ${kind}: p50 ${rounded(quantile(ours[kind], 0.5))} ms, bare ${rounded(quantile(bare[kind], 0.5))} ms`,
  )
  return {
    name: `alerts-${kind}-p99`,
    ...{ value: rounded(value), unit: 'ms', baseline: rounded(baseline), ratio: rounded(value / baseline) },
    ...{ target: `≤ ${P99_MS} ms with ${ALERTS} alerts in 10 s over ${LEADS} leads`, met: value <= P99_MS },
  }
}

/** The whole way, from the instant of the breach; its baseline is our delivery alone, from being handed over. */
async function pathResult(alone: Delays): Promise<BenchResult> {
  const delays = await pathDelays()
  const [value, baseline] = [quantile(delays, 0.99), quantile(alone.mail, 0.99)]
  console.error(`  path: p50 ${rounded(quantile(delays, 0.5))} ms`)
  return {
    name: 'alerts-breach-to-mail-p99',
    ...{ value: rounded(value), unit: 'ms', baseline: rounded(baseline), ratio: rounded(value / baseline) },
    ...{ target: `≤ ${P99_MS} ms with ${ALERTS} alerts in 10 s over ${LEADS} leads`, met: value <= P99_MS },
  }
}

async function robotResult(): Promise<BenchResult> {
  const storm = await robotStorm()
  console.error(`  robot: ${JSON.stringify(storm)}`)
  const right = storm.counted === ALERTS && storm.critical === ALERTS / 10 && storm.criticalFirst
  return {
    name: 'alerts-one-dingtalk',
    // Without digests each alert is a message.
    ...{ value: storm.inMinute, unit: 'messages a minute', baseline: ALERTS },
    ratio: rounded(storm.inMinute / ALERTS),
    target: `≤ ${ROBOT_LIMIT}, critical first, counts right`,
    met: storm.inMinute <= ROBOT_LIMIT && right,
  }
}

async function killsResult(): Promise<BenchResult> {
  const killed = await stormWithKills(KILLS)
  console.error(`  kills: ${JSON.stringify(killed)}`)
  return {
    name: `alerts-lost-in-${KILLS}-kills`,
    ...{ value: killed.lost, unit: `of ${ALERTS}`, baseline: null, ratio: null },
    target: 'none lost, none sent a third time, the second marked',
    met: killed.lost === 0 && killed.thrice === 0 && killed.unmarked === 0,
  }
}

/** A storm of alerts: how soon they are accepted, what one limited robot reads of it, and what kills lose. */
export const bench: Bench = async () => {
  const [ours, bare] = [await ourDelays(), await bareDelays()]
  return [
    delayResult('mail', ours, bare),
    delayResult('webhook', ours, bare),
    await pathResult(ours),
    await robotResult(),
    await killsResult(),
  ]
}
