import type { EventOfType } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import type { EventLog } from '../log.ts'
import type { Database } from '../postgres/database.ts'
import { markPublished, type SiteVersion } from './site-versions.ts'

/** A version as the event by which every process takes it. The same version is always the same event. */
export function appliedEvent({ site, version, at, by, content }: SiteVersion): EventOfType<'config.applied'> {
  return {
    id: `config/${version}`,
    source: 'system/config',
    type: 'config.applied',
    time: at,
    subject: site,
    data: { version, by, site: content },
  }
}

/** Makes sure that the log has the version in force, also after a crash in between and with a log begun anew. */
export async function publishSite(
  database: Database,
  log: Pick<EventLog, 'appendSystem' | 'last'>,
  version: SiteVersion,
  now: number,
): Promise<void> {
  if (version.published && (await log.last()) !== LOG_START) return
  await log.appendSystem([appliedEvent(version)], now)
  await markPublished(database, version)
}
