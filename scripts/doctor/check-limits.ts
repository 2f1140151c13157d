import { limitsOf } from '#core/site/limits.ts'
import type { Site } from '#core/site/site-schema.ts'
import { createRejectedStore } from '#store/rejected.ts'
import { createUnlistedNames } from '#store/unlisted-names.ts'
import { type Finding, fault, good, warning } from './finding.ts'

const DAY_MS = 24 * 3_600_000
/** From this share of a limit on it is spoken of. */
const NEAR = 0.8

const CODES: ReadonlyMap<string, string> = new Map([
  ['too_fast', 'sent more than its share and was answered 429 (eventsPerSec, bytesPerSec, newPerMinute)'],
  ['too_large', 'sent events longer than eventBytes, which were refused'],
  ['unknown_fields_dropped', 'says more beyond the known fields than unknownChars; that was left out'],
  ['too_many_events', 'said more of one contact, case or agent than is folded (eventsPerEntity)'],
  ['too_many_queues', 'named more queues that no site file names than queuesPerFeed'],
  ['too_many_agents', 'named more agents that no site file names than agentsPerFeed'],
])

/** Which feeds met a limit within a day, or are about to. */
export async function checkLimits(site: Site, url: string): Promise<Finding[]> {
  const where = { url, site: site.site.id }
  const [rejected, names] = [createRejectedStore(where), createUnlistedNames(where)]
  const limits = limitsOf(site)
  try {
    const findings = await Promise.all(
      site.feeds.map(async ({ id }): Promise<Finding[]> => {
        const since = Date.now() - DAY_MS
        const lately = new Set(
          (await rejected.list(id)).filter(({ at }) => at > since).map(({ code }) => code),
        )
        const met = [...CODES].filter(([code]) => lately.has(code)).map(([, words]) => words)
        const [queues, agents] = await Promise.all([names.count('queue', id), names.count('agent', id)])
        const near = [
          ...(queues >= NEAR * limits.queuesPerFeed
            ? [`has named ${queues} queues that no site file names`]
            : []),
          ...(agents >= NEAR * limits.agentsPerFeed
            ? [`has named ${agents} agents that no site file names`]
            : []),
        ]
        const fix = 'look at who sends it (/api/v1/rejected), or raise it under "limits" in the site file'
        return [...met, ...near].map((words) => warning(`feed ${id}`, `${words}: ${fix}`))
      }),
    )
    const all = findings.flat()
    return all.length === 0 ? [good('limits', 'no feed met one within a day')] : all
  } catch (error) {
    return [fault('limits', `${(error as Error).message}: start Redis, or correct REDIS_URL`)]
  } finally {
    rejected.close()
    names.close()
  }
}
