import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import { createLog } from '#store/log.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createRecordArchive } from '#store/postgres/record-archive.ts'
import { createRecountStore } from '#store/postgres/recount-store.ts'

const SITE = 'huiyin'
const LOOK_EVERY_MS = 200
/** So long nothing more was said of what was told. */
const QUIET_MS = 1_000

/** Waits until all that is in the log, and what the rules say of it, is archived and can be found. */
export async function untilSearchable(
  { REDIS_URL: redis, DATABASE_URL: url }: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  if (redis === undefined || url === undefined) throw new Error('the demo’s stores have no addresses')
  const database = createDatabase(url, { max: 1 })
  const log = createLog({ url: redis, site: SITE })
  const archived = createEventArchive(database, SITE).position
  const recorded = createRecordArchive(database, SITE).position
  let end = LOG_START
  let since = performance.now()
  try {
    while (!signal.aborted) {
      const last = await log.last()
      if (last !== end) since = performance.now()
      end = last
      const isQuiet = performance.now() - since > QUIET_MS
      if (isQuiet && comparePositions(await archived(), end) >= 0)
        if (comparePositions(await recorded(), await lastToRecord(database)) >= 0) return
      await wait(LOOK_EVERY_MS, null, { signal }).catch(() => null)
    }
  } finally {
    log.close()
    await database.destroy()
  }
}

/** Waits until the recount has been through all that is archived. */
export async function untilCounted(
  { DATABASE_URL: url }: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  if (url === undefined) throw new Error('the demo’s database has no address')
  const database = createDatabase(url, { max: 1 })
  const recounts = createRecountStore(database, SITE)
  try {
    const end = await lastToRecord(database)
    while (!signal.aborted) {
      const [last] = await recounts.recent(1)
      if (last !== undefined && comparePositions(last.pos, end) >= 0) return
      await wait(LOOK_EVERY_MS, null, { signal }).catch(() => null)
    }
  } finally {
    await database.destroy()
  }
}

/** Of calls and cases a record is kept; of what agents do, none. */
async function lastToRecord(database: Database): Promise<string> {
  const { rows } = await sql<{ pos: string }>`
    select pos_ms || '-' || pos_seq as pos from event
    where site_id = ${SITE} and (type like 'contact.%' or type like 'case.%')
    order by pos_ms desc, pos_seq desc limit 1`.execute(database)
  return rows[0]?.pos ?? LOG_START
}
