import { type LimitName, siteLimits } from '#core/site/limits.ts'
import type { Site } from '#core/site/site-schema.ts'
import { createLimitsMet, type LimitMet } from '#store/limits-met.ts'
import { createUnlistedNames } from '#store/unlisted-names.ts'
import { type Finding, reasonOf, tell } from './finding.ts'

const DAY_MS = 24 * 3_600_000
/** From this share of a limit on it is spoken of. */
const NEAR = 0.8

/** Which sentence says what whoever met a limit did, and what became of it. */
const WORDS: Readonly<Record<LimitName, string>> = {
  eventsPerSec: 'events',
  eventsAtOnce: 'events',
  bytesPerSec: 'bytes',
  bytesAtOnce: 'bytes',
  foldMsPerSec: 'fold',
  foldMsAtOnce: 'fold',
  newPerMinute: 'newPerMinute',
  eventsPerEntity: 'eventsPerEntity',
  callbacksPerCustomer: 'callbacks',
  callsPerCallback: 'callbacks',
  eventBytes: 'eventBytes',
  unknownChars: 'unknownChars',
  queuesPerFeed: 'queuesPerFeed',
  agentsPerFeed: 'agentsPerFeed',
  commandsPerSec: 'commands',
  commandsAtOnce: 'commands',
  asksAtOnce: 'asks',
  askSec: 'asks',
  watchesPerSec: 'watches',
  watchesAtOnce: 'watches',
  searchesPerSec: 'searches',
  searchesAtOnce: 'searches',
  timelineEvents: 'timelineEvents',
  triesAtOnce: 'tries',
  trySec: 'tries',
  addressTriesAtOnce: 'tries',
  addressTrySec: 'tries',
  accountTriesAtOnce: 'account',
  accountTrySec: 'account',
  codesAtOnce: 'codes',
  codeSec: 'codes',
  tokensAtOnce: 'tokens',
  tokenSec: 'tokens',
  linksPerSec: 'links',
  linksAtOnce: 'links',
  screenCodesPerSec: 'screenCodes',
  screenCodesAtOnce: 'screenCodes',
  methodTriesAtOnce: 'methodTries',
  methodTrySec: 'methodTries',
  signInsWaiting: 'signInsWaiting',
  reportsWaiting: 'reportsWaiting',
  requestSec: 'other',
}

function metFinding({ limit, who, times, at }: LimitMet): Finding {
  const values = { what: WORDS[limit], limit, times, at: new Date(at).toISOString() }
  return who === ''
    ? tell('warning', 'somebody', 'limit_met', values)
    : tell('warning', 'who', 'limit_met', values, who.replace('/', ' '))
}

/** Who met a limit within a day, and which feeds are about to. */
export async function checkLimits(site: Site, url: string): Promise<Finding[]> {
  const where = { url, site: site.site.id }
  const names = createUnlistedNames(where)
  const book = createLimitsMet({ ...where, onFault: () => undefined })
  const limits = siteLimits(site)

  async function nearFindings(feed: string): Promise<Finding[]> {
    const counts = [
      ['queue', limits.queuesPerFeed],
      ['agent', limits.agentsPerFeed],
    ] as const
    const found = await Promise.all(
      counts.map(async ([kind, most]) => ({ kind, most, named: await names.count(kind, feed) })),
    )
    return found
      .filter(({ named, most }) => named >= NEAR * most)
      .map((values) => tell('warning', 'feed', 'limit_near', values, feed))
  }

  try {
    const since = Date.now() - DAY_MS
    const met = (await book.read()).filter(({ at }) => at > since).map(metFinding)
    const near = await Promise.all(site.feeds.map(({ id }) => nearFindings(id)))
    const all = [...met, ...near.flat()]
    return all.length === 0 ? [tell('good', 'limits', 'limits_good')] : all
  } catch (error) {
    return [
      tell('fault', 'limits', 'store_away', {
        ...{ reason: reasonOf(error), store: 'Redis', variable: 'REDIS_URL' },
      }),
    ]
  } finally {
    await book.close()
    names.close()
  }
}
