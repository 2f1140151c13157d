import type { LiveFloor } from '#store/floor/live-floor.ts'
import type { Gateway } from '../gateway/attach-gateway.ts'
import { contradictingByFeed } from '../operations/contradicting-feeds.ts'
import type { ServerMetrics } from './server-metrics.ts'

/** A gauge on every buffer and every lag of what people look at. */
export function measure(
  { gauge, gauges }: ServerMetrics,
  { gateway, floor }: { gateway: Pick<Gateway, 'stats'>; floor: Pick<LiveFloor, 'live' | 'lagMs' | 'floor'> },
): void {
  gauge('huiyin_floor_live', '1 while all of the log is folded', () => (floor.live ? 1 : 0))
  gauge('huiyin_floor_lag_seconds', 'How old what is shown is', () => floor.lagMs / 1_000)
  gauges(
    'huiyin_feed_contradicting',
    'By feed, openings today that say something else than the first of their subject, which stands',
    'feed',
    async () => (floor.live ? contradictingByFeed(floor.floor) : {}),
  )
  for (const [name, help, read] of GATEWAY) gauge(name, help, () => read(gateway.stats()))
}

type Stats = ReturnType<Gateway['stats']>

const GATEWAY: readonly [string, string, (stats: Stats) => number][] = [
  ['huiyin_sockets', 'Open sockets', (stats) => stats.sockets],
  ['huiyin_sockets_lagging', 'Sockets too slow for every patch', (stats) => stats.lagging],
  ['huiyin_socket_buffered_bytes', 'Bytes that wait for all sockets', (stats) => stats.bufferedBytes],
  ['huiyin_socket_buffered_max_bytes', 'Bytes that wait for the slowest', (stats) => stats.bufferedMaxBytes],
  ['huiyin_sights', 'Different sights that screens look at', (stats) => stats.channels],
  ['huiyin_sight_rows', 'Rows that these sights hold', (stats) => stats.rows],
]
