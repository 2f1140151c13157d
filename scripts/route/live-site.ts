import type { Floor } from '#core/floor/floor.ts'
import type { Env } from '#platform/env.ts'
import { type ContactMethods, openContactMethods } from '#store/contact-methods.ts'
import { buildFloor } from '#store/floor/build-floor.ts'
import { siteFloors } from '#store/floor/site-floor.ts'
import { createLog } from '#store/log.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { createEventArchive } from '#store/postgres/event-archive.ts'
import { knownSites, versionInForce } from '#store/site-file/site-versions.ts'
import { createSnapshotStore } from '#store/snapshots.ts'
import { NOT_RUNNING, storesOf } from '../site/open-stores.ts'

/** The running site as its log and its people's settings have it now. */
export interface LiveSite {
  readonly floor: Floor
  readonly ways: Pick<ContactMethods, 'methodsOf' | 'quietOf'>
  close(): Promise<void>
}

const onFault = (error: Error) => console.error(error.message)

/** Reads the site that runs here; a text: why it cannot. */
export async function openLiveSite(env: Env): Promise<LiveSite | string> {
  const stores = storesOf(env)
  if (stores === null) return NOT_RUNNING
  const database = createDatabase(stores.databaseUrl, { max: 2 })
  const [site, ...more] = await knownSites(database)
  const version = site === undefined || more.length > 0 ? null : await versionInForce(database, site)
  if (site === undefined || version === null) {
    await database.destroy()
    return 'This database has no site, or several.'
  }
  const at = { url: stores.redisUrl, site }
  const [log, snapshots] = [createLog(at), createSnapshotStore(at)]
  const floors = siteFloors(() => ({ site: version.content }))
  const methods = await openContactMethods({ database, site, onFault })
  const archive = createEventArchive(database, site).read
  const sources = { log, archive, onFault, snapshots: { store: snapshots, codec: floors.codec } }
  const floor = await buildFloor({ ...sources, createFloor: floors.create })
  return {
    floor,
    ways: methods,
    async close() {
      methods.close()
      log.close()
      snapshots.close()
      await database.destroy()
    },
  }
}
