import type { LogEntry } from '#core/event/event.ts'
import { comparePositions, LOG_START } from '#core/event/log-position.ts'
import { createLog } from '#store/log.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'

const AT_ONCE = 1_000

interface Readable {
  read(after: string, count: number): Promise<LogEntry[]>
}

async function readAll({ read }: Readable): Promise<LogEntry[]> {
  const all: LogEntry[] = []
  for (;;) {
    const entries = await read(all.at(-1)?.pos ?? LOG_START, AT_ONCE)
    if (entries.length === 0) return all
    all.push(...entries)
  }
}

/**
 * All that came to a site whose workers run, in its order: the log alone is trimmed behind what is archived and in a
 * snapshot.
 */
export async function allEntries(site: {
  redisUrl: string
  databaseUrl: string
  site: string
}): Promise<LogEntry[]> {
  const log = createLog({ url: site.redisUrl, site: site.site })
  const database = createDatabase(site.databaseUrl)
  try {
    // What is trimmed after this was read is in the archive by then.
    const logged = await readAll(log)
    const [first] = logged
    const archived = await readAll(createEventArchive(database, site.site))
    const trimmed = archived.filter(({ pos }) => first === undefined || comparePositions(pos, first.pos) < 0)
    return [...trimmed, ...logged]
  } finally {
    log.close()
    await database.destroy()
  }
}
