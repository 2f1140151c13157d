import { type Forgettable, forgettable } from '#core/event/forgotten.ts'
import { agentsOf, queuesOf } from '#core/site/site-agents.ts'
import { recordedClock } from '#platform/clock.ts'
import type { Env } from '#platform/env.ts'
import { forgetName } from '#store/forget-name.ts'
import { createLog } from '#store/log.ts'
import { writeAudit } from '#store/postgres/audit-records.ts'
import { createUnlistedNames } from '#store/unlisted-names.ts'
import { onSite } from './on-site.ts'

export const isForgettable = (text: string): text is Forgettable =>
  (forgettable as readonly string[]).includes(text)

/** Takes a queue or an agent that no site file names off all screens, until an event names it again. */
export function forget(kind: Forgettable, id: string, env: Env): Promise<number> {
  return onSite(env, async ({ database, redisUrl, site, content }) => {
    const listed: ReadonlySet<string> = kind === 'queue' ? queuesOf(content) : new Set(agentsOf(content))
    if (listed.has(id)) {
      console.error(`The site file names the ${kind} ${id}: take it out there, and apply the file.`)
      return 1
    }
    const [by, now] = ['command line', recordedClock(env.dataDir).now()]
    const record = {
      at: now,
      who: by,
      action: 'name.forgotten' as const,
      subject: `${kind}/${id}`,
      detail: {},
    }
    await writeAudit(database, site, [record])
    await write(redisUrl, site, { kind, id, by, feeds: content.feeds.map((feed) => feed.id), now })
    console.error(`The ${kind} ${id} is forgotten. It comes back if an event names it again.`)
    return 0
  })
}

async function write(url: string, site: string, request: Parameters<typeof forgetName>[1]): Promise<void> {
  const log = createLog({ url, site })
  const names = createUnlistedNames({ url, site })
  try {
    await forgetName({ log, names }, request)
  } finally {
    log.close()
    names.close()
  }
}
