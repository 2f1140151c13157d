import type { AnyEvent, LogEntry } from '#core/event/event.ts'
import { LOG_START } from '#core/event/log-position.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { keyedHash } from '#platform/keyed-hash.ts'
import { customerAdder } from '#server/with-customer.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createRecordArchive } from '#store/postgres/record-archive.ts'
import { createSearchTokens } from '#store/search-tokens.ts'
import { writeAgain } from '#workers/records/write-again.ts'

export interface PastOptions {
  readonly databaseUrl: string
  readonly site: string
  readonly customerKey: string
}

const TIMEZONE = 'Asia/Shanghai'

/** Puts events of long ago into a site's archive, with the records that its workers would have written of them. */
export async function archivePast(
  { databaseUrl, site, customerKey }: PastOptions,
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
