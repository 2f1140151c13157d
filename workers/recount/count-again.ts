import type { Database } from '#store/postgres/database.ts'
import {
  nameContacts,
  nameNextContacts,
  openRecount,
  type RecountStatus,
  readArchivedEvents,
  readTerms,
} from './archived-events.ts'
import { orderEvents } from './order-events.ts'
import { readLegs, readTimes, readWork } from './read-legs.ts'
import { readQueueEntries } from './read-queue-entries.ts'
import { type CountedRecord, readRecords } from './read-records.ts'

/**
 * The second path to the 15-minute records (metrics.md, "The recount"): SQL over the archived events, written from that
 * page and not from the fold. Gives the records, of all queues and agents, of the quarters that begin at `starts`.
 */
export async function countAgain(
  database: Database,
  at: RecountStatus,
  starts: readonly number[],
): Promise<CountedRecord[]> {
  return database.transaction().execute(async (transaction) => {
    await openRecount(transaction)
    await readTerms(transaction, at)
    await nameContacts(transaction, at, starts)
    await readContacts(transaction, at)
    // What came next for the agents ends their wrap-ups, and stands in events of other contacts.
    if ((await nameNextContacts(transaction, at)) > 0) await readContacts(transaction, at)
    await readWork(transaction)
    await readTimes(transaction, at)
    return readRecords(transaction, starts)
  })
}

async function readContacts(database: Database, at: RecountStatus): Promise<void> {
  await readArchivedEvents(database, at)
  await orderEvents(database)
  await readQueueEntries(database)
  await readLegs(database)
}
