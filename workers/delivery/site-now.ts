import { BlockList } from 'node:net'
import { agentOfPerson } from '#core/access/agent-of-person.ts'
import { ackedForMs } from '#core/alerts/acked-for.ts'
import type { AlertsConfig } from '#core/notify/alerts-schema.ts'
import type { Site } from '#core/site/site-schema.ts'
import { blockListOf } from '#platform/outgoing/forbidden-ranges.ts'
import type { Database } from '#store/postgres/database.ts'
import { versionInForce } from '#store/site-file/site-versions.ts'
import { targetSecrets } from '#store/site-file/target-secrets.ts'
import type { DeliverySite } from './delivery-context.ts'

/** The set of the site file in force as delivery sees it, at most some seconds old. */
export interface SiteNow {
  site(): Promise<DeliverySite & { readonly feeds: Site['feeds']; readonly ackedForMs: number }>
  /** The ranges that an administrator opened, as last read. */
  allowed(): BlockList
}

const FRESH_MS = 2_000

export interface SiteNowOptions {
  readonly database: Database
  readonly site: string
  readonly sealKey: string
  /** A database that is away leaves in force what was read before. */
  readonly onFault: (error: Error) => void
}

export function createSiteNow({ database, site, sealKey, onFault }: SiteNowOptions): SiteNow {
  let known: Awaited<ReturnType<typeof read>> | null = null
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null

  async function refresh(): Promise<void> {
    const asked = performance.now()
    try {
      known = await read(database, site, sealKey)
    } catch (error) {
      if (known === null) throw error
      onFault(error as Error)
    }
    readAt = asked
  }

  return {
    async site() {
      if (performance.now() - readAt > FRESH_MS) {
        reading ??= refresh().finally(() => {
          reading = null
        })
        await reading
      }
      return known!
    },
    allowed: () => known?.allowed ?? new BlockList(),
  }
}

function namesOf({ teams, queues, people }: Site) {
  const named = (all: readonly { readonly id: string; readonly name?: string | undefined }[]) =>
    new Map(all.map(({ id, name = id }) => [id, name]))
  const agents = people.flatMap((person) => {
    const id = agentOfPerson(person)
    return id === null ? [] : [{ id, name: person.name }]
  })
  return { team: named(teams), queue: named(queues), agent: named(agents) }
}

async function read(database: Database, id: string, sealKey: string) {
  const [version, secrets] = await Promise.all([
    versionInForce(database, id),
    targetSecrets(database, id, sealKey),
  ])
  if (version === null) throw new Error(`no set of the site ${id} is in force`)
  const { site, alerts, feeds } = version.content
  const names = namesOf(version.content)
  // A set from before there were targets names none.
  const { targets = [], allow = [] }: Partial<AlertsConfig> = alerts
  return {
    siteName: site.name,
    nameOf: (of: keyof typeof names, named: string) => names[of].get(named) ?? named,
    timezone: site.timezone,
    targets: new Map(targets.map((target) => [target.id, target])),
    secrets,
    feeds,
    ackedForMs: ackedForMs(version.content),
    allowed: blockListOf(allow),
  }
}
