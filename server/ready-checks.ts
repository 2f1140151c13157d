import { sql } from 'kysely'
import type { LiveFloor } from '#store/live-floor.ts'
import type { Database } from '#store/postgres/database.ts'
import type { Pulse } from '#store/pulse.ts'
import type { RedisConnection } from '#store/redis/connection.ts'
import { checkDurability } from '#store/redis/durability.ts'
import type { Check, Checks } from './http/readiness.ts'

const well: Check = { ok: true }
const ill = (detail: string): Check => ({ ok: false, detail })

export interface ReadyParts {
  readonly redis: RedisConnection
  readonly database: Database
  readonly last: () => Promise<string>
  readonly workers: Pick<Pulse, 'heardAgoMs'>
  /** Null: this process shows no rows. */
  readonly floor: Pick<LiveFloor, 'live'> | null
  /** Whether the pages are open; null: this process has none. */
  readonly pages: (() => boolean) | null
}

const SILENT_MS = 5_000

/** What serving needs (contract §4): the log, its durability, the database, the timers; and what this process itself shows. */
export function readyChecks({ redis, database, last, workers, floor, pages }: ReadyParts): Checks {
  return {
    log: async () => {
      await last()
      return well
    },
    durability: async () => {
      const findings = await checkDurability(redis)
      const faults = findings.filter(({ level }) => level === 'fault')
      return faults.length === 0 ? well : ill(faults.map(({ message }) => message).join('; '))
    },
    database: async () => {
      await sql`select 1`.execute(database)
      return well
    },
    timers: async () => {
      const ago = await workers.heardAgoMs()
      if (ago === null) return ill('no worker process has been heard of: start one')
      return ago <= SILENT_MS ? well : ill(`the workers were last heard of ${Math.round(ago / 1000)} s ago`)
    },
    ...(floor === null
      ? {}
      : { floor: () => (floor.live ? well : ill('the log is not followed up to its end')) }),
    ...(pages === null ? {} : { pages: () => (pages() ? well : ill('the pages are not open yet')) }),
  }
}
