import { type Retained, retained, retentionDays } from '#core/site/retention-days.ts'
import type { Site } from '#core/site/site-schema.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createRetentionStore, type RetentionRun } from '#store/postgres/retention-store.ts'
import { type Finding, reasonOf, tell } from './finding.ts'

const HOUR_MS = 3_600_000
/** It runs once a day; one that takes hours is no fault yet. */
const LATE_MS = 36 * HOUR_MS

/** Whether what the site file wants removed is removed, and when it was last; `now`: the site's time, ms. */
export async function checkRetention(site: Site, databaseUrl: string, now: number): Promise<Finding> {
  const database = createDatabase(databaseUrl, { max: 1 })
  try {
    return findingOf(site, await createRetentionStore(database, site.site.id).last(), now)
  } catch (error) {
    const away = { reason: reasonOf(error), store: 'PostgreSQL', variable: 'DATABASE_URL' }
    return tell('fault', 'retention', 'store_away', away)
  } finally {
    await database.destroy()
  }
}

function findingOf(site: Site, last: RetentionRun | null, now: number): Finding {
  const days = Object.entries(retentionDays(site)) as [Retained, number][]
  if (days.length === 0) return tell('good', 'retention', 'retention_nothing')
  const wanted = days.map(([what, most]) => ({ say: 'older', values: { what, days: most } }) as const)
  if (last === null) return tell('warning', 'retention', 'retention_never', { wanted })
  const removed = retained.map(
    (what) => ({ say: 'rows', values: { what, count: last.removed[what] } }) as const,
  )
  if (last.finishedAt !== null && now - last.finishedAt < LATE_MS) {
    const at = new Date(last.finishedAt).toISOString()
    return tell('good', 'retention', 'retention_good', { wanted, at, removed })
  }
  const since = new Date(last.begunAt).toISOString()
  return now - last.begunAt < LATE_MS
    ? tell('good', 'retention', 'retention_running', { wanted, since, removed })
    : tell('warning', 'retention', 'retention_late', { wanted, since })
}
