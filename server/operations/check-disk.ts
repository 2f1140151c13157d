import { retentionDays } from '#core/site/retention-days.ts'
import type { Site } from '#core/site/site-schema.ts'
import { type Room, roomNote, roomOf } from '#platform/free-room.ts'
import { type ArchiveSize, archiveSize } from '#store/postgres/archive-size.ts'
import { createDatabase } from '#store/postgres/database.ts'
import { type Finding, reasonOf, tell } from './finding.ts'

/** With fewer days than that somebody should see to it. */
const SOON_DAYS = 30

/** How many days the room of the data folder lasts as the archive grows. */
export async function checkDisk(site: Site, dataDir: string, databaseUrl: string): Promise<Finding> {
  const database = createDatabase(databaseUrl, { max: 1 })
  try {
    const size = await archiveSize(database, Date.now())
    return lastsFinding(site, size, isHere(databaseUrl) ? roomOf(dataDir) : null)
  } catch (error) {
    const away = { reason: reasonOf(error), store: 'PostgreSQL', variable: 'DATABASE_URL' }
    return tell('fault', 'disk', 'store_away', away)
  } finally {
    await database.destroy()
  }
}

/** How much room the data folder has. */
export const checkRoom = (dataDir: string): Finding => freeRoomFinding(roomOf(dataDir))

/** What is to be said of it: little room is told before there is none. */
export function freeRoomFinding(room: Room): Finding {
  const note = roomNote(room)
  if (note === null) return tell('good', 'disk', 'disk_free', { gb: Math.floor(room.freeBytes / 1e9) })
  return note.code === 'disk_low'
    ? tell('fault', 'disk', 'disk_low', { mb: note.freeMb, percent: note.percent })
    : tell('fault', 'disk', 'disk_full')
}

/** Whether the database is on this machine, and so on its disk. */
function isHere(databaseUrl: string): boolean {
  const { hostname, searchParams } = new URL(databaseUrl)
  const host = searchParams.get('host') ?? hostname
  return host === '' || host.startsWith('/') || ['localhost', '127.0.0.1', '[::1]', '::1'].includes(host)
}

/** How long the room lasts; null: the database is on another machine's disk. */
export function lastsFinding(site: Pick<Site, 'privacy'>, size: ArchiveSize, room: Room | null): Finding {
  const { bytesPerDay, bytesPerEvent, ageDays } = size
  if (bytesPerDay === null || bytesPerEvent === null) return tell('good', 'disk', 'disk_young')
  const pace = { perDay: Math.ceil(bytesPerDay / 1e6), bytes: Math.round(bytesPerEvent) }
  if (room === null) return tell('good', 'disk', 'disk_elsewhere', pace)
  const days = retentionDays(site).events
  // What is as old as events are kept makes room for what comes.
  const growingDays = days === undefined ? Number.POSITIVE_INFINITY : Math.max(0, days - ageDays)
  const left = Math.floor(room.freeBytes / Math.max(1, bytesPerDay))
  if (days !== undefined && left > growingDays)
    return tell('good', 'disk', 'disk_for_good', { ...pace, days })
  return left < SOON_DAYS
    ? tell('warning', 'disk', 'disk_soon', { ...pace, left })
    : tell('good', 'disk', 'disk_days', { ...pace, left })
}
