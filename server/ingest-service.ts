import { hostname } from 'node:os'
import { siteLimits } from '#core/site/limits.ts'
import { createUnlistedNames } from '#store/unlisted-names.ts'
import type { Base } from './base.ts'
import { customerAdder } from './customer-adder.ts'
import { isLocal } from './http/is-local.ts'
import type { Handler } from './http/router.ts'
import { createAdmission } from './ingest/admission.ts'
import { createFeedCounts } from './ingest/feed-counts.ts'
import { createIngest } from './ingest/ingest.ts'

export interface IngestService {
  readonly handle: Handler
  /** Writes what is still to be counted; to be called when no request runs any more. */
  close(): Promise<void>
}

/** Ingest with all that it needs around it. */
export function createIngestService(base: Base): IngestService {
  const { now, tokens, rejected, onFault } = base
  const { log } = base.site
  const counts = createFeedCounts({
    instance: `${hostname().slice(0, 64)}/${process.pid}`,
    appendSystem: (events, at) => log.appendSystem(events, at),
    now,
    onFault,
  })
  const names = createUnlistedNames({ url: base.env.redisUrl, site: base.site.id })
  const admission = createAdmission({ names, site: base.siteNow })
  base.limits.watch(() => {
    const { queue, agent } = admission.used()
    return { queuesPerFeed: queue, agentsPerFeed: agent }
  })
  const handle = createIngest({
    limits: () => siteLimits(base.siteNow()),
    limitWatch: base.limits,
    admission,
    shares: base.feedShares,
    append: (events, at) => log.append(events, at),
    keepRejected: (feed, refused) => rejected.keep(feed, refused),
    authenticate(token, req) {
      const grant = tokens.find(token, isLocal(req))
      return grant?.kind === 'feed' ? grant : null
    },
    tokenRefused: base.security.tokenRefused,
    withCustomer: customerAdder(base),
    now,
    counts,
    meter: { ...base.metrics.ingest, fault: onFault },
  })
  return {
    handle,
    async close() {
      await counts.close()
      names.close()
    },
  }
}
