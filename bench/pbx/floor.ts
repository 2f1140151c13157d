import { setTimeout as wait } from 'node:timers/promises'
import { actRefused } from '#core/pbx-actions/act-request.ts'
import { startAmiServer } from '#scripts/replay-ami/ami-server.ts'
import type { Connectors } from '#server/connectors/create-connectors.ts'
import { createLog } from '#store/log.ts'
import { parseSite } from '#store/site-file/parse-site.ts'
import { openScreen } from '#tests/support/live-screen.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { startRedis } from '#tests/support/redis.ts'
import { startRowServer } from '#tests/support/row-server.ts'
import { runConnectors } from '#tests/support/run-connectors.ts'
import { writeSiteFile } from '#tests/support/test-site.ts'

const AGENTS = 300
/** So many of them look at their desks. */
const DESKS = 60

/** An agent's desk over a real socket. */
export interface BenchDesk {
  readonly agent: string
  isAway(): boolean
  /** Asks the PBX for a pause, or its end, as the page does; rejects unless it is done. */
  press(isPause: boolean): Promise<void>
  /** Resolves once the desk's own row says it. */
  until(isAway: boolean): Promise<void>
}

/** A PBX with its agents, a server that is connected to it, and desks that look at it. */
export interface PbxFloor {
  readonly desks: readonly BenchDesk[]
  /** The PBX tells of a pause, or its end, that nobody asked for here. */
  pauseAtPhone(agent: string, isPause: boolean): void
  isAwayOnFloor(agent: string): boolean
  stop(): Promise<void>
}

const agents = Array.from({ length: AGENTS }, (_, index) => `a${index}`)
const phoneOf = (agent: string) => `PJSIP/${agent}`
const tokenOf = (agent: string) => `token-of-${agent}`

const member = (event: 'QueueMember' | 'QueueMemberPause', agent: string, isPause = false) => {
  const [name, phone] = event === 'QueueMember' ? ['Name', 'Location'] : ['MemberName', 'Interface']
  return (
    `Event: ${event}\r\nQueue: service\r\n${name}: ${agent}\r\n${phone}: ${phoneOf(agent)}\r\n` +
    `StateInterface: ${phoneOf(agent)}\r\nMembership: static\r\nPenalty: 0\r\nStatus: 1\r\n` +
    `LastPause: ${isPause ? Math.floor(Date.now() / 1_000) : 0}\r\nPaused: ${isPause ? 1 : 0}\r\nPausedReason: \r\n\r\n`
  )
}

const siteAt = (port: number) => ({
  site: { id: 'pbx-bench', name: 'Bench' },
  queues: [{ id: 'service' }],
  apiTokens: agents.slice(0, DESKS).map((agent) => ({
    ...{ name: agent, role: 'agent', agent, token: tokenOf(agent) },
  })),
  feeds: [
    {
      ...{ id: 'pbx', kind: 'asterisk', host: '127.0.0.1', port, username: 'x', secret: 'right' },
      ...{ queues: { service: 'service' } },
      agents: Object.fromEntries(agents.map((agent) => [phoneOf(agent), agent])),
    },
  ],
})

export async function startPbxFloor(): Promise<PbxFloor> {
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const pbx = await startAmiServer({ secret: null, acts: {} })
  const play = (raw: string) => pbx.play({ at: Date.now(), raw })
  play('Event: QueueParams\r\nQueue: service\r\nMax: 0\r\nCalls: 0\r\n\r\n')
  for (const agent of agents) play(member('QueueMember', agent))
  const content = siteAt(pbx.port)
  const parsed = parseSite(JSON.stringify(content))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed))
  let connectors: Connectors | null = null
  const server = await startRowServer({
    ...{ redisUrl: redis.url, databaseUrl: postgres.url, config: await writeSiteFile(content) },
    ask: async (feed, order) =>
      connectors?.act(feed, order) ?? actRefused('unreachable', 'it is not connected yet'),
  })
  const log = createLog({ url: redis.url, site: content.site.id })
  connectors = runConnectors({ redisUrl: redis.url, log, site: parsed.site })
  const { floor } = server
  const isAwayOnFloor = (agent: string) => floor.row('agent', agent)?.away != null
  const isReady = (agent: string) => {
    const row = floor.row('agent', agent)
    return row?.state === 'available' && row.acts?.includes('pause') === true
  }
  while (!agents.every(isReady)) await wait(20)

  const screens = agents
    .slice(0, DESKS)
    .map((agent) => openScreen(server.url, { token: tokenOf(agent), view: 'desk' }))
  const desks = screens.map((screen, index): BenchDesk => {
    const agent = agents[index]!
    const row = () => screen.model.rows()[`agent/${agent}`]
    const isAway = () => row()?.away != null
    return {
      ...{ agent, isAway },
      async press(isPause) {
        const answer = await fetch(`${server.url}/api/v1/actions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${tokenOf(agent)}`, 'content-type': 'application/json' },
          body: JSON.stringify(isPause ? { name: 'pause', reason: 'meal' } : { name: 'unpause' }),
        })
        if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
        await answer.arrayBuffer()
      },
      until: (wanted) => screen.until(() => row() !== undefined && isAway() === wanted, agent),
    }
  })
  await Promise.all(desks.map((desk) => desk.until(false)))
  return {
    ...{ desks, isAwayOnFloor },
    pauseAtPhone: (agent, isPause) => play(member('QueueMemberPause', agent, isPause)),
    async stop() {
      for (const screen of screens) screen.close()
      await connectors?.stop()
      log.close()
      await server.stop()
      await pbx.stop()
      await Promise.all([redis.stop(), postgres.stop()])
    },
  }
}
