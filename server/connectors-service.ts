import { Gauge } from 'prom-client'
import { comparePositions } from '#core/event/log-position.ts'
import type { Floor } from '#core/floor/floor.ts'
import { type ActAnswer, type ActOrder, actRefused } from '#core/pbx-actions/act-request.ts'
import { webhookActs } from '#core/site/acting-feed.ts'
import { siteLimits } from '#core/site/limits.ts'
import { blockListOf } from '#platform/outgoing/forbidden-ranges.ts'
import { createActsInbox } from '#store/acts-inbox.ts'
import { holdLease } from '#store/lease.ts'
import { connectorSecrets } from '#store/site-file/connector-secrets.ts'
import { createUnlistedNames } from '#store/unlisted-names.ts'
import { createAudit } from './audit.ts'
import type { Base } from './base.ts'
import { type Connectors, createConnectors } from './connectors/create-connectors.ts'
import { createFeedThrottle } from './connectors/feed-throttle.ts'
import { customerAdder } from './customer-adder.ts'
import { createAdmission } from './ingest/admission.ts'
import type { AskPbx } from './pbx-actions/act-service.ts'
import { createWebhookActSender } from './pbx-actions/webhook-act-sender.ts'

export interface ConnectorsService {
  /** Asks the PBX of a feed to act, wherever it is connected. */
  act: AskPbx
  stop(): Promise<void>
}

const LOOK_AGAIN_MS = 1_000
const CATCH_UP_MS = 20
/** Another server has the answer of the PBX within 2.5 s. */
const ELSEWHERE_MS = 2_800

/** The connectors of a server that has a floor: they go on from what the floor holds to be open. */
export function createConnectorsService(base: Base, floor: () => Floor | null): ConnectorsService {
  const { env, clock, log, onFault } = base
  const { database } = base.site
  const throttle = createFeedThrottle({
    limits: () => siteLimits(base.siteNow()),
    limitWatch: base.limits,
    shares: base.feedShares,
  })
  const names = createUnlistedNames({ url: env.redisUrl, site: base.site.id })
  const admission = createAdmission({ names, site: base.siteNow })
  base.limits.watch(() => {
    const { queue, agent } = admission.used()
    return { queuesPerFeed: queue, agentsPerFeed: agent }
  })
  const inbox = createActsInbox({ url: env.redisUrl, site: base.site.id, onFault: base.onFault })
  async function secretOf(feed: string): Promise<string | null> {
    const secrets = await connectorSecrets(database, base.site.id, base.secrets.sealKey)
    return secrets.get(feed) ?? null
  }
  const askWebhook = createWebhookActSender({
    secretOf,
    allowed: () => blockListOf(base.siteNow().alerts.allow ?? []),
  })
  const connectors = createConnectors({
    serveActs: (feed, act) =>
      inbox.serve(feed, async (text) => {
        try {
          return JSON.stringify(await act(JSON.parse(text) as ActOrder))
        } catch (error) {
          // A fault of one act ends neither this server nor its connection to the PBX.
          onFault(error as Error)
          return JSON.stringify(
            actRefused(
              'timeout',
              'something went wrong at the server of this PBX, which may have been asked',
            ),
          )
        }
      }),
    throttle,
    admission,
    limits: () => siteLimits(base.siteNow()),
    limitWatch: base.limits,
    now: base.now,
    waitMs: (instant) => clock.waitMs(instant),
    caughtUpFloor: () => caughtUp(base, floor),
    append: (events, at, fence) => base.site.log.appendSystem(events, at, fence),
    keepRejected: (feed, refused) => base.rejected.keep(feed, refused),
    withCustomer: customerAdder(base),
    holdLease: (name, { acquired, lost }) =>
      holdLease({
        url: env.redisUrl,
        site: base.site.id,
        name,
        onAcquired: acquired,
        onLost: lost,
        onFault,
      }),
    secretOf,
    audit: createAudit(database, base.site.id, base.now),
    meter: base.metrics.ingest,
    log,
    onFault,
  })
  measureConnectors(base, connectors)
  // The site file in force changes seldom, and a connector may begin a second later.
  const looking = setInterval(() => connectors.apply(base.siteNow()), LOOK_AGAIN_MS)
  connectors.apply(base.siteNow())
  return {
    async act(feed, order) {
      const config = base.siteNow().feeds.find(({ id }) => id === feed)
      if (config !== undefined && webhookActs(config) !== null) return askWebhook(config, order)
      const here = connectors.act(feed, order)
      if (here !== null) return here
      const text = await inbox.ask(feed, JSON.stringify(order), ELSEWHERE_MS)
      return text === null ? actRefused('timeout', 'no answer') : (JSON.parse(text) as ActAnswer)
    },
    async stop() {
      clearInterval(looking)
      await connectors.stop()
      names.close()
    },
  }
}

async function caughtUp(base: Base, floor: () => Floor | null): Promise<Floor> {
  const last = await base.site.log.last()
  for (;;) {
    const built = floor()
    if (built !== null && comparePositions(built.pos, last) >= 0) return built
    await new Promise((done) => setTimeout(done, CATCH_UP_MS))
  }
}

function measureConnectors(base: Base, connectors: Connectors): void {
  const registers = [base.metrics.registry]
  new Gauge({
    name: 'huiyin_connector_connected',
    help: '1 while this server is connected to the PBX of a feed',
    labelNames: ['feed'],
    registers,
    collect() {
      this.reset()
      for (const { feed, state } of connectors.health()) this.set({ feed }, state === 'connected' ? 1 : 0)
    },
  })
  new Gauge({
    name: 'huiyin_connector_waiting',
    help: 'Events of a connector that wait to be written',
    labelNames: ['feed'],
    registers,
    collect() {
      this.reset()
      for (const { feed, waiting } of connectors.health()) this.set({ feed }, waiting)
    },
  })
  new Gauge({
    name: 'huiyin_connector_counted',
    help: 'What a connector counted since this server took it over: messages, lost, ignored, bad lines …',
    labelNames: ['feed', 'what'],
    registers,
    collect() {
      this.reset()
      for (const { feed, counts } of connectors.health())
        for (const [what, count] of counts) this.set({ feed, what }, count)
    },
  })
}
