import { sql } from 'kysely'
import { comparePositions } from '#core/event/log-position.ts'
import type { Site } from '#core/site/site-schema.ts'
import { createLog } from '#store/log.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import {
  createRecountStore,
  differencesText,
  openDifferences,
  type RecountResult,
} from '#store/postgres/recount-store.ts'
import { connectionFinding } from './connection-finding.ts'
import { type Finding, tell } from './finding.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Feeds that say nothing for so long are looked at; one at night may well be silent. */
const SILENT_MS = HOUR_MS
const BEHIND_MS = 60_000

/**
 * What flows: who sends events, whether they reach the database, and whether the figures are proved; `siteNow`: the site's
 * time, ms, by which recounts are dated.
 */
export async function checkFlow(
  site: Site,
  redisUrl: string,
  databaseUrl: string,
  siteNow = Date.now(),
): Promise<Finding[]> {
  const database = createDatabase(databaseUrl, { max: 1 })
  try {
    return [
      ...(await checkSilence(site, database)),
      ...(await checkConnections(site, database)),
      ...(await checkLog(site.site.id, redisUrl, database)),
      recountFinding(await createRecountStore(database, site.site.id).recent(), siteNow),
    ]
  } catch (error) {
    return [tell('fault', 'archive', 'archive_fault', { reason: (error as Error).message })]
  } finally {
    await database.destroy()
  }
}

/** When each feed was last heard, by the log's own clock; of the last day, as the archive has it. */
async function checkSilence({ site, feeds }: Site, database: Database): Promise<Finding[]> {
  const now = Date.now()
  const { rows } = await sql<{ source: string; heard: number }>`
    select source, max(pos_ms)::float8 as heard from event
    where site_id = ${site.id} and pos_ms > ${now - DAY_MS} group by source`.execute(database)
  const heard = new Map(rows.map((row) => [row.source, row.heard]))
  return feeds.map(({ id, kind }) => silenceOf(id, kind, heard.get(id) ?? null, now))
}

function silenceOf(id: string, kind: string, heard: number | null, now: number): Finding {
  if (heard === null) return tell('warning', 'feed', 'feed_never', { kind }, id)
  const minutes = Math.round((now - heard) / 60_000)
  return now - heard < SILENT_MS
    ? tell('good', 'feed', 'feed_heard', { minutes }, id)
    : tell('warning', 'feed', 'feed_silent', { hours: (minutes / 60).toFixed(1), kind }, id)
}

/** What the running connectors said last of their feeds, as the archive has it. */
async function checkConnections({ site, feeds }: Site, database: Database): Promise<Finding[]> {
  const ids = feeds.filter(({ kind }) => kind === 'asterisk').map(({ id }) => id)
  const { rows } = await sql<{ feed: string; data: Record<string, unknown> }>`
    select distinct on (subject) subject as feed, data from event
    where site_id = ${site.id} and type = 'feed.state' and source = 'system/connector' and subject = any(${ids})
      and pos_ms > ${Date.now() - 7 * DAY_MS}
    order by subject, pos_ms desc, pos_seq desc`.execute(database)
  return rows.flatMap(({ feed, data }) => connectionFinding(feed, data) ?? [])
}

/** Whether all of the log can be read, and is archived. */
async function checkLog(site: string, redisUrl: string, database: Database): Promise<Finding[]> {
  const log = createLog({ url: redisUrl, site })
  try {
    const [last, archived] = [await log.last(), await createEventArchive(database, site).position()]
    const [newest, ...others] = await log.unreadable()
    const unreadable = newest && { pos: newest.pos, message: newest.message, more: others.length }
    return [
      ...(unreadable === undefined ? [] : [tell('warning', 'log', 'log_unreadable', unreadable)]),
      archiveFinding(archived, last),
    ]
  } finally {
    log.close()
  }
}

function archiveFinding(archived: string, last: string): Finding {
  const behindMs = Number(last.split('-')[0]) - Number(archived.split('-')[0])
  return comparePositions(archived, last) >= 0 || behindMs < BEHIND_MS
    ? tell('good', 'archive', 'archive_good')
    : tell('fault', 'archive', 'archive_behind', { seconds: Math.round(behindMs / 1_000) })
}

/** It is made each minute; one that waits for the archive, or takes long, is no fault yet. */
const RECOUNT_OLD_MS = 10 * 60_000

/** What the recounts since the last whole one say; `now`: the site's time, ms. */
export function recountFinding(recent: readonly RecountResult[], now: number): Finding {
  const [last] = recent
  if (last === undefined) return tell('warning', 'recount', 'recount_none')
  const at = new Date(last.at).toISOString()
  const figures = differencesText(openDifferences(recent))
  if (figures !== '') return tell('fault', 'recount', 'recount_differs', { figures })
  return now - last.at > RECOUNT_OLD_MS
    ? tell('warning', 'recount', 'recount_old', { at, minutes: Math.round((now - last.at) / 60_000) })
    : tell('good', 'recount', 'recount_good', { at })
}
