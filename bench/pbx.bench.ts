import type { ActOrder } from '#core/acts/act-request.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import { siteSchema } from '#core/site/site-schema.ts'
import { startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import { createLog } from '#store/log.ts'
import { startRedis } from '#tests/support/redis.ts'
import { runConnectors } from '#tests/support/run-connectors.ts'
import { type Bench, rounded } from './bench-result.ts'

const AGENTS = 300
const PRESSES = 600
const AT_ONCE = 4
const POLL_MS = 2

const agents = Array.from({ length: AGENTS }, (_, index) => `a${index}`)
const phoneOf = (agent: string) => `PJSIP/${agent}`

const orderOf = (id: number, agent: string, isPause: boolean): ActOrder => ({
  ...{ id: `press-${id}`, name: isPause ? 'pause' : 'unpause', by: agent, agent, agentName: null },
  ...{ reason: isPause ? 'meal' : null, queue: null, queues: null, penalty: null, contact: null },
  ...{ priority: null, number: null, callback: null, case: null },
})

/** From the press to the state on the floor: PBX, connector, log on disk, fold. */
async function measure(): Promise<{ pressMs: number[]; answerMs: number[] }> {
  const redis = await startRedis()
  const now = () => Date.now()
  const pbx = await startAmiServer({ secret: null, acts: {} })
  pbx.play({ at: now(), raw: 'Event: QueueParams\r\nQueue: service\r\nMax: 0\r\nCalls: 0\r\n\r\n' })
  for (const agent of agents)
    pbx.play({
      at: now(),
      raw:
        `Event: QueueMember\r\nQueue: service\r\nName: ${agent}\r\nLocation: ${phoneOf(agent)}\r\n` +
        `StateInterface: ${phoneOf(agent)}\r\nMembership: static\r\nPenalty: 0\r\nLastPause: 0\r\nStatus: 1\r\nPaused: 0\r\nPausedReason: \r\n\r\n`,
    })
  const site = siteSchema.parse({
    site: { id: 'pbx-bench' },
    queues: [{ id: 'service' }],
    feeds: [
      {
        ...{ id: 'pbx', kind: 'asterisk', host: '127.0.0.1', port: pbx.port, username: 'x' },
        agents: Object.fromEntries(agents.map((agent) => [phoneOf(agent), agent])),
      },
    ],
  })
  const log = createLog({ url: redis.url, site: site.site.id })
  const connectors = runConnectors({ redisUrl: redis.url, log, site })
  const floor: Floor = createFloor({ site })
  let reading = true
  const read = (async () => {
    while (reading) {
      const entries = await log.read(floor.pos, 1_000)
      for (const entry of entries) floor.apply(entry)
      if (entries.length === 0) await new Promise((done) => setTimeout(done, POLL_MS))
    }
  })()
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((done) => setTimeout(done, 1))
  }
  await until(() => floor.row('agent', agents.at(-1)!)?.acts?.includes('pause') === true)
  await until(() => agents.every((agent) => floor.row('agent', agent)?.state === 'available'))

  const pressMs: number[] = []
  const answerMs: number[] = []
  let serial = 0
  async function presser(lane: number): Promise<void> {
    for (let press = 0; press < PRESSES / AT_ONCE; press++) {
      const agent = agents[(press * AT_ONCE + lane) % AGENTS]!
      const isPause = floor.row('agent', agent)?.away === null
      const begun = performance.now()
      const answer = await connectors.act('pbx', orderOf(++serial, agent, isPause))
      if (answer?.ok !== true) throw new Error(`refused: ${JSON.stringify(answer)}`)
      answerMs.push(performance.now() - begun)
      await until(() => (floor.row('agent', agent)?.away !== null) === isPause)
      pressMs.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => presser(lane)))
  reading = false
  await read
  await connectors.stop()
  log.close()
  await pbx.stop()
  await redis.stop()
  return { pressMs, answerMs }
}

const shareOf = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!

/** What is pressed stands at the desk within a second, by the PBX's own event. */
export const bench: Bench = async () => {
  const { pressMs, answerMs } = await measure()
  return [0.5, 0.99].map((share) => {
    const value = shareOf(pressMs, share)
    const baseline = shareOf(answerMs, share)
    return {
      ...{ name: `pbx: press to state, p${share * 100}`, value: rounded(value), unit: 'ms' },
      ...{ baseline: rounded(baseline), ratio: rounded(value / baseline) },
      ...{ target: '≤ 1000 ms', met: value <= 1_000 },
    }
  })
}
