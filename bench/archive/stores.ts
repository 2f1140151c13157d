import { createLog, type EventLog } from '#store/log.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive, type EventArchive } from '#store/postgres/event-archive.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { startPostgres } from '#tests/support/postgres.ts'
import { startRedis } from '#tests/support/redis.ts'
import { runArchiver } from '#workers/archiver.ts'

const SITE = 'bench'

interface Stores {
  readonly log: EventLog
  readonly archive: EventArchive
  readonly database: Database
}

/** A log and an archive of their own, with durable settings, for as long as `work` takes. */
export async function withStores<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const database = createDatabase(postgres.url)
  const log = createLog({ url: redis.url, site: SITE })
  try {
    await migrate(database)
    return await work({ log, database, archive: createEventArchive(database, SITE) })
  } finally {
    log.close()
    await database.destroy()
    await Promise.all([redis.stop(), postgres.stop()])
  }
}

/** Archives the log as the workers do; `onArchived` hears of each piece. */
export function archiving(
  { log, archive }: Stores,
  onArchived: (pos: string, entries: number) => void,
): { stop(): Promise<void> } {
  const stop = new AbortController()
  const running = runArchiver(
    {
      ...{ log, archive, onArchived },
      covered: async () => null,
      onTrouble(error) {
        if (error !== null) throw error
      },
    },
    stop.signal,
  )
  return {
    async stop() {
      stop.abort()
      await running
    },
  }
}
