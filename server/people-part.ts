import { createWayBook } from '#store/change-ways.ts'
import { openTellings } from '#store/jobs/tellings/open-tellings.ts'
import { openTellingStandings } from '#store/jobs/tellings/telling-standing.ts'
import { createLinkUses } from '#store/link-uses.ts'
import { createLinks } from '#store/links.ts'
import type { Database } from '#store/postgres/database.ts'
import type { Secrets } from '#store/secrets.ts'
import { vapidKeys } from '#store/vapid-keys.ts'
import { openWays, type Ways } from '#store/ways.ts'
import { createAudit } from './audit.ts'
import type { CommandLog } from './gateway/send-command.ts'
import type { LinkParts } from './links/link-parts.ts'
import { createPlanningWorld, type PlanningWorld } from './telling/planning-world.ts'
import type { WayParts } from './ways/way-parts.ts'

/** What the routes about telling people stand on: their ways, signed links, and messages on their way. */
export interface PeoplePart extends Omit<LinkParts, keyof CommandLog>, WayParts {
  /** Null: they have not been read yet. */
  ways(): Ways | null
  readonly world: PlanningWorld
  /** Reads the ways of people, and keeps them fresh. */
  open(): Promise<void>
  close(): Promise<void>
}

export interface PeoplePartOptions {
  readonly database: Database
  readonly site: string
  readonly redisUrl: string
  readonly publicUrl: string
  readonly secrets: Pick<Secrets, 'sessionKey' | 'sealKey'>
  /** The site's time, ms since 1970. */
  readonly now: () => number
  readonly onFault: (error: Error) => void
}

const SWEEP_MS = 6 * 3_600_000

export function createPeoplePart(options: PeoplePartOptions): PeoplePart {
  const { database, site, redisUrl: url, publicUrl, secrets, now, onFault } = options
  const uses = createLinkUses({ database, site, now })
  const tellings = openTellings({ url, site, onTrouble: onFault })
  const standings = openTellingStandings({ url, site })
  const sweep = setInterval(() => uses.sweep().catch(onFault), SWEEP_MS)
  sweep.unref()
  let ways: Ways | null = null
  return {
    links: createLinks({ key: secrets.sessionKey, site, publicUrl }),
    uses,
    audit: createAudit(database, site, now),
    book: createWayBook({ database, site, sealKey: secrets.sealKey, now }),
    tellings,
    standings,
    pushKey: vapidKeys(secrets.sealKey, site).publicKey,
    codeKey: secrets.sessionKey,
    now,
    ways: () => ways,
    world: createPlanningWorld(() => ways),
    async open() {
      ways = await openWays({ database, site, onFault })
    },
    async close() {
      ways?.close()
      clearInterval(sweep)
      standings.close()
      await tellings.close()
    },
  }
}
