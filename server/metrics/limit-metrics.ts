import type { Admission } from '../ingest/admission.ts'
import type { FeedShares } from '../ingest/feed-shares.ts'
import type { ServerMetrics } from './server-metrics.ts'

/** How near the feeds are to their limits (docs/operations.md, "Limits"). */
export function limitMetrics(
  metrics: Pick<ServerMetrics, 'gauges'>,
  { shares, admission }: { shares: Pick<FeedShares, 'used'>; admission: Pick<Admission, 'used'> },
): void {
  metrics.gauges(
    'huiyin_limit_used',
    'By limit, how much of it the feed nearest to it has used: from 1 on it is met',
    'limit',
    async () => {
      const { queue, agent } = admission.used()
      return { ...shares.used(), queuesPerFeed: queue, agentsPerFeed: agent }
    },
  )
}
