import { durationMs } from '../rules/duration.ts'
import type { Site } from '../site/site-schema.ts'

/** How long an acknowledgement holds (ms) before the alert comes back: `alerts.ackedFor` of the site file. */
export function ackedForMs(site: Pick<Site, 'alerts'>): number {
  return durationMs(site.alerts.ackedFor)
}
