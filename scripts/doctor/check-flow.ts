import { sql } from 'kysely'
import { comparePositions } from '#core/event/log-position.ts'
import type { Site } from '#core/site/site-schema.ts'
import { createLog } from '#store/log.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createRecountStore, openDifferences } from '#store/postgres/recount-store.ts'
import { unreadableText } from '#store/unreadable-text.ts'
import { connectionFinding } from './connection-finding.ts'
import { type Finding, fault, good, warning } from './finding.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Feeds that say nothing for so long are looked at; one at night may well be silent. */
const SILENT_MS = HOUR_MS
const BEHIND_MS = 60_000

/** What flows: who sends events, whether they reach the database, and whether the figures are proved. */
export async function checkFlow(site: Site, redisUrl: string, databaseUrl: string): Promise<Finding[]> {
  const database = createDatabase(databaseUrl, { max: 1 })
  try {
    return [
      ...(await checkSilence(site, database)),
      ...(await checkConnections(site, database)),
      ...(await checkLog(site.site.id, redisUrl, database)),
      await checkRecount(site.site.id, database),
    ]
  } catch (error) {
    return [fault('archive', `${(error as Error).message}: look into logs/workers.log`)]
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
  const about = `feed ${id}`
  const fix =
    kind === 'http'
      ? 'look at who sends it, and whether it is answered 202'
      : 'look at the lines of "connector" in logs/server.log'
  if (heard === null) return warning(about, `was not heard within a day: ${fix}`)
  const minutes = Math.round((now - heard) / 60_000)
  return now - heard < SILENT_MS
    ? good(about, `was heard ${minutes} min ago`)
    : warning(about, `was last heard ${(minutes / 60).toFixed(1)} h ago: ${fix}`)
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
    const text = unreadableText(await log.unreadable())
    return [...(text === null ? [] : [warning('log', text)]), archiveFinding(archived, last)]
  } finally {
    log.close()
  }
}

function archiveFinding(archived: string, last: string): Finding {
  const behindMs = Number(last.split('-')[0]) - Number(archived.split('-')[0])
  return comparePositions(archived, last) >= 0 || behindMs < BEHIND_MS
    ? good('archive', 'has what the log has')
    : fault(
        'archive',
        `is ${Math.round(behindMs / 1_000)} s behind the log, which grows in Redis until it has caught up: see "the archiver" in logs/workers.log`,
      )
}

async function checkRecount(site: string, database: Database): Promise<Finding> {
  const recent = await createRecountStore(database, site).recent()
  if (recent.length === 0)
    return warning('recount', 'nothing was counted again yet: the workers do it within minutes of a start')
  const differ = Object.entries(openDifferences(recent))
  return differ.length === 0
    ? good('recount', `agrees in every figure, last at ${new Date(recent[0]!.at).toISOString()}`)
    : fault(
        'recount',
        `does not agree in ${differ.map(([metric, by]) => `${metric} (${by})`).join(', ')}: report it with the answer of /api/v1/recount`,
      )
}
