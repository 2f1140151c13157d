import { createFloor } from '#core/floor/create-floor.ts'
import type { Floor } from '#core/floor/floor.ts'
import type { Site } from '#core/site/site-schema.ts'
import type { Audit } from '#server/audit.ts'
import type { ClientTiming } from '#server/connectors/asterisk/timing.ts'
import type { ConnectorLog } from '#server/connectors/connectors-context.ts'
import { type Connectors, createConnectors } from '#server/connectors/create-connectors.ts'
import type { FeedThrottle } from '#server/connectors/feed-throttle.ts'
import { holdLease } from '#store/lease.ts'
import type { EventLog } from '#store/log.ts'

export interface RunConnectorsOptions {
  readonly redisUrl: string
  readonly log: EventLog
  readonly site: Site
  readonly timing?: ClientTiming
  readonly throttle?: FeedThrottle
  readonly words?: ConnectorLog
  readonly now?: () => number
  readonly audit?: Audit
  /** Of every feed; not given: `right`. */
  readonly secret?: string
}

/** The floor that the log holds now. */
export async function foldLog(log: EventLog, site: Site): Promise<Floor> {
  const floor = createFloor({ site })
  for (;;) {
    const entries = await log.read(floor.pos, 1_000)
    if (entries.length === 0) return floor
    for (const entry of entries) floor.apply(entry)
  }
}

/** A server's connectors on a real log, with the real time. */
export function runConnectors({
  redisUrl,
  log,
  site,
  words,
  now = Date.now,
  timing,
  throttle,
  audit = async () => {},
  secret = 'right',
}: RunConnectorsOptions): Connectors {
  const connectors = createConnectors({
    now,
    waitMs: (instant) => Math.max(0, instant - now()),
    caughtUpFloor: () => foldLog(log, site),
    append: (events, at, fence) => log.appendSystem(events, at, fence),
    keepRejected: async (_feed, refused) => {
      throw new Error(`refused: ${refused[0]?.message}`)
    },
    withCustomer: (event) => event,
    holdLease: (name, { acquired, lost }) =>
      holdLease({
        url: redisUrl,
        site: site.site.id,
        name,
        onAcquired: acquired,
        onLost: lost,
        onFault(error) {
          throw error
        },
      }),
    secretOf: async () => secret,
    audit,
    meter: { events: () => {} },
    log: words ?? { info() {}, warn() {} },
    ...(timing === undefined ? {} : { timing }),
    ...(throttle === undefined ? {} : { throttle }),
  })
  connectors.apply(site)
  return connectors
}
