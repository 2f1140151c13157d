import { readDuration } from '../rules/duration.ts'
import type { Site } from '../site/site-schema.ts'

const DEFAULT_MS = 30 * 60_000

/** How long an acknowledgement holds (ms) before the alert comes back: `alerts.ackedFor` of the site file, else 30 min. */
export function ackedForMs(site: Pick<Site, 'alerts'>): number {
  const written = site.alerts.ackedFor
  return (typeof written === 'string' ? readDuration(written) : null) ?? DEFAULT_MS
}
