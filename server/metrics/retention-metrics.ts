import type { RetentionStore } from '#store/postgres/retention-store.ts'
import type { ServerMetrics } from './server-metrics.ts'

/** Whether what is old goes (`privacy.keepDays`): what the last run removed, and how long ago it ended. */
export function retentionMetrics(
  metrics: Pick<ServerMetrics, 'gauge' | 'gauges'>,
  runs: Pick<RetentionStore, 'last'>,
  now: () => number,
): void {
  metrics.gauges(
    'huiyin_retention_removed',
    'Rows that the last run removed because they had been kept long enough, by what they were',
    'what',
    async () => ({ ...(await runs.last())?.removed }),
  )
  metrics.gauge(
    'huiyin_retention_age_seconds',
    'Since the last run that removed what was old, by the site’s clock; NaN: none has ended',
    async () => {
      const ended = (await runs.last())?.finishedAt ?? null
      return ended === null ? Number.NaN : Math.max(0, now() - ended) / 1_000
    },
  )
}
