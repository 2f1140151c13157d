import { keepDaysOf, type Retained } from '#core/site/keep-days.ts'
import type { Site } from '#core/site/site-schema.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createRetentionStore, type RetentionRun } from '#store/postgres/retention-store.ts'
import { type Finding, fault, good, warning } from './finding.ts'

const HOUR_MS = 3_600_000
/** It runs once a day; one that takes hours is no fault yet. */
const LATE_MS = 36 * HOUR_MS

const WORDS: Readonly<Record<Retained, string>> = {
  events: 'events',
  audit: 'audit records',
  figures: 'records of figures',
}

/** Whether what the site file wants removed is removed, and when it was last; `now`: the site's time, ms. */
export async function checkRetention(site: Site, databaseUrl: string, now: number): Promise<Finding> {
  const database = createDatabase(databaseUrl, { max: 1 })
  try {
    return findingOf(site, await createRetentionStore(database, site.site.id).last(), now)
  } catch (error) {
    return fault('retention', `${(error as Error).message}: start PostgreSQL, or correct DATABASE_URL`)
  } finally {
    await database.destroy()
  }
}

function findingOf(site: Site, last: RetentionRun | null, now: number): Finding {
  const days = Object.entries(keepDaysOf(site)) as [Retained, number][]
  if (days.length === 0)
    return good(
      'retention',
      'nothing is removed by its age (privacy.keepDays in the site file names nothing)',
    )
  const wanted = days.map(([what, most]) => `${WORDS[what]} older than ${most} days`).join(', ')
  const fix = 'see "retention" in logs/workers.log'
  if (last === null)
    return warning('retention', `${wanted} go, but nothing ran yet: the workers do it within minutes`)
  if (last.finishedAt !== null && now - last.finishedAt < LATE_MS)
    return good(
      'retention',
      `${wanted} go, last at ${new Date(last.finishedAt).toISOString()} (${removedText(last)})`,
    )
  const begun = new Date(last.begunAt).toISOString()
  return now - last.begunAt < LATE_MS
    ? good('retention', `${wanted} go; a run is under way since ${begun} (${removedText(last)} so far)`)
    : warning('retention', `${wanted} should go, and none have since ${begun}: ${fix}`)
}

const removedText = ({ removed }: RetentionRun) =>
  Object.entries(WORDS)
    .map(([what, words]) => `${removed[what as Retained]} ${words}`)
    .join(', ')
