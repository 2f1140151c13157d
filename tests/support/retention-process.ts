import { LOG_START } from '#core/event/log-position.ts'
import { createFloor } from '#core/floor/create-floor.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { createRetentionStore } from '#store/postgres/retention-store.ts'
import { removeOld } from '#workers/retention/remove-old.ts'

/**
 * Removes what is old, as a worker does, in a process that is to be killed: in the transaction of its second slice it
 * says so, and goes no further. Arguments: the database's address, the site, and the instant (ms) that it is.
 */
const [url = '', site = '', now = ''] = process.argv.slice(2)
const database = createDatabase(url)
const floor = createFloor({ keepTransitions: true })
for (const entry of await createEventArchive(database, site).read(LOG_START, 10_000)) floor.apply(entry)
floor.advance(Number(now))
const store = createRetentionStore(database, site)
let slices = 0
const counting: typeof store = {
  ...store,
  async count(transaction, what, rows) {
    await store.count(transaction, what, rows)
    if (rows === 0 || ++slices < 2) return
    process.send?.('in the second slice')
    await new Promise(() => undefined)
  },
}
await removeOld(
  { site, database, floor, store: counting, elsewhere: async () => undefined, atOnce: 5 },
  new AbortController().signal,
)
