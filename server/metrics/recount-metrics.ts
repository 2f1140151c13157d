import { openDifferences, RECOUNT_METRICS, type RecountStore } from '#store/postgres/recount-store.ts'
import type { ServerMetrics } from './server-metrics.ts'

/** Whether the second path to the figures agrees with the first (metrics.md, "The recount"). */
export function recountMetrics(
  metrics: Pick<ServerMetrics, 'gauge' | 'gauges'>,
  recounts: Pick<RecountStore, 'recent'>,
  now: () => number,
): void {
  metrics.gauges(
    'huiyin_recount_difference',
    'By figure, what fold and recount do not agree in since the last whole recount: 0 or a fault of ours',
    'figure',
    async () => {
      const recent = await recounts.recent()
      if (recent.length === 0) return {}
      const none = Object.fromEntries(RECOUNT_METRICS.map((metric) => [metric, 0]))
      return { ...none, ...openDifferences(recent) }
    },
  )
  metrics.gauge('huiyin_recount_age_seconds', 'Since the last recount, by the site’s clock', async () => {
    const [last] = await recounts.recent(1)
    return last === undefined ? Number.NaN : Math.max(0, now() - last.at) / 1_000
  })
}
