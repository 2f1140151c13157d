import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { keyedHash } from '#platform/keyed-hash.ts'
import { customerAdder } from '#server/customer-adder.ts'
import { createDatabase, type Database } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createIntervalArchive } from '#store/postgres/interval-archive.ts'
import { createRecordArchive } from '#store/postgres/record-archive.ts'
import { createSearchTokens } from '#store/search-tokens.ts'
import { writeAgain } from '#workers/records/write-again.ts'

export interface ArchivePast {
  readonly databaseUrl: string
  readonly site: string
  readonly customerKey: string
}

const TIMEZONE = 'Asia/Shanghai'

const DAY_MS = 86_400_000

/** Writes the 15-minute records of what was lived through, day by day: a floor holds no more than two. */
async function writeIntervals(database: Database, site: string, entries: readonly LogEntry[]): Promise<void> {
  const archive = createIntervalArchive(database, site)
  const floor = createFloor()
  let from = entries[0]!.at - (entries[0]!.at % DAY_MS)
  const writeUpTo = async (to: number) => {
    const span = [from - DAY_MS / 2, to] as const
    await archive.write(
      [...floor.ids('queue')].flatMap((queue) =>
        floor.intervals(queue, ...span).map((interval) => ({ queue, ...interval })),
      ),
    )
    await archive.writeAgents(
      [...floor.ids('agent')].flatMap((agent) =>
        floor.agentIntervals(agent, ...span).map((interval) => ({ agent, ...interval })),
      ),
    )
    from = to
  }
  for (const entry of entries) {
    if (entry.at >= from + DAY_MS) {
      floor.settle()
      await writeUpTo(entry.at)
    }
    floor.apply(entry)
  }
  floor.settle()
  await writeUpTo(entries.at(-1)!.at + 1)
}

/** Puts events of long ago into a site's archive, with the records that its workers would have written of them. */
export async function archivePast(
  { databaseUrl, site, customerKey }: ArchivePast,
  events: readonly AnyEvent[],
): Promise<void> {
  const add = customerAdder({
    secrets: { customerKey } as never,
    siteNow: () => ({ site: { timezone: TIMEZONE } }) as never,
  })
  const entries = events.map((event, index): LogEntry => {
    return { pos: `${event.time}-${index}`, at: event.time, event: add(event) }
  })
  const database = createDatabase(databaseUrl)
  try {
    await createEventArchive(database, site).write(LOG_START, entries)
    await writeIntervals(database, site, entries)
    const faults: Error[] = []
    await writeAgain(
      {
        createFloor,
        read: async (after) => (after === LOG_START ? entries : []),
        archive: createRecordArchive(database, site),
        tokens: createSearchTokens(keyedHash(customerKey), () => TIMEZONE),
        onFault: (error) => faults.push(error),
      },
      entries.at(-1)!.pos,
      new AbortController().signal,
    )
    if (faults.length > 0) throw faults[0]
  } finally {
    await database.destroy()
  }
}
