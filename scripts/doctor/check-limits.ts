import { type LimitName, siteLimits } from '#core/site/limits.ts'
import type { Site } from '#core/site/site-schema.ts'
import { createLimitsMet, type LimitMet } from '#store/limits-met.ts'
import { createUnlistedNames } from '#store/unlisted-names.ts'
import { type Finding, fault, good, warning } from './finding.ts'

const DAY_MS = 24 * 3_600_000
/** From this share of a limit on it is spoken of. */
const NEAR = 0.8

const TOO_MANY_EVENTS = 'sent more events than it may, and was answered 429'
const TOO_MANY_BYTES = 'sent more bytes than it may, and was answered 429'
const TOO_COSTLY =
  'sent events that take long to work off, such as very many about one contact, case or agent out of their order, and was answered 429'
const TOO_MANY_TRIES = 'tried to sign in with wrong passwords, and was slowed down'
const AT_ONE_ACCOUNT = 'was tried at from many places with wrong passwords; strangers are slowed down there'
const WRONG_CODES =
  'met wrong codes of a second factor after the right password: somebody may know that password'
const WRONG_TOKENS = 'came with wrong tokens, and was answered 429'
const TOO_MANY_LINKS = 'opened links of alerts or departments too often, and was told to wait'
const TOO_MANY_CODES = 'asked for or tried codes of televisions too often, and was told to wait'
const TOO_MANY_TESTS =
  'sent test messages to their own contact methods, or wrong codes of them, too often, and was told to wait'
const TOO_MANY_COMMANDS = 'sent more commands than they may, and were told to wait'

/** What whoever met a limit did, and what became of it. */
const WORDS: Readonly<Record<LimitName, string>> = {
  eventsPerSec: TOO_MANY_EVENTS,
  eventsAtOnce: TOO_MANY_EVENTS,
  bytesPerSec: TOO_MANY_BYTES,
  bytesAtOnce: TOO_MANY_BYTES,
  foldMsPerSec: TOO_COSTLY,
  foldMsAtOnce: TOO_COSTLY,
  newPerMinute: 'named more new contacts, cases … a minute than it may, and was answered 429',
  eventsPerEntity: 'said more of one contact, case or agent than is folded; the rest is in the archive only',
  eventBytes: 'sent what is longer than an event may be; that was refused',
  unknownChars: 'says more beyond the known fields than is kept; that was left out',
  queuesPerFeed: 'named more queues that no site file names than it may; those events were refused',
  agentsPerFeed: 'named more agents that no site file names than it may; those events were refused',
  commandsPerSec: TOO_MANY_COMMANDS,
  commandsAtOnce: TOO_MANY_COMMANDS,
  timelineEvents: 'looked at a case with more events than come in one answer; they came in pages',
  triesAtOnce: TOO_MANY_TRIES,
  trySec: TOO_MANY_TRIES,
  addressTriesAtOnce: TOO_MANY_TRIES,
  addressTrySec: TOO_MANY_TRIES,
  accountTriesAtOnce: AT_ONE_ACCOUNT,
  accountTrySec: AT_ONE_ACCOUNT,
  codesAtOnce: WRONG_CODES,
  codeSec: WRONG_CODES,
  tokensAtOnce: WRONG_TOKENS,
  tokenSec: WRONG_TOKENS,
  linksPerSec: TOO_MANY_LINKS,
  linksAtOnce: TOO_MANY_LINKS,
  screenCodesPerSec: TOO_MANY_CODES,
  screenCodesAtOnce: TOO_MANY_CODES,
  methodTriesAtOnce: TOO_MANY_TESTS,
  methodTrySec: TOO_MANY_TESTS,
  signInsWaiting: 'found too many waiting to sign in, and came again later',
  requestSec: 'took too long to send a request, and was cut off',
}

const metFinding = ({ limit, who, times, at }: LimitMet): Finding => {
  const often = times === 1 ? 'once' : `${times} times`
  return warning(
    who === '' ? 'somebody' : who.replace('/', ' '),
    `${WORDS[limit]} (limits.${limit}; ${often}, last at ${new Date(at).toISOString()}): look at who sends it (/api/v1/rejected for a feed), or raise it under "limits" in the site file`,
  )
}

/** Who met a limit within a day, and which feeds are about to. */
export async function checkLimits(site: Site, url: string): Promise<Finding[]> {
  const where = { url, site: site.site.id }
  const names = createUnlistedNames(where)
  const book = createLimitsMet({ ...where, onFault: () => undefined })
  const limits = siteLimits(site)

  async function nearFindings(feed: string): Promise<Finding[]> {
    const counts = [
      ['queue', 'queues', limits.queuesPerFeed],
      ['agent', 'agents', limits.agentsPerFeed],
    ] as const
    const found = await Promise.all(
      counts.map(async ([kind, plural, most]) => {
        const named = await names.count(kind, feed)
        return named < NEAR * most ? [] : [`has named ${named} ${plural} that no site file names, of ${most}`]
      }),
    )
    const fix = 'look at who sends it (/api/v1/rejected), or raise it under "limits" in the site file'
    return found.flat().map((words) => warning(`feed ${feed}`, `${words}: ${fix}`))
  }

  try {
    const since = Date.now() - DAY_MS
    const met = (await book.read()).filter(({ at }) => at > since).map(metFinding)
    const near = await Promise.all(site.feeds.map(({ id }) => nearFindings(id)))
    const all = [...met, ...near.flat()]
    return all.length === 0 ? [good('limits', 'nobody met one within a day')] : all
  } catch (error) {
    return [fault('limits', `${(error as Error).message}: start Redis, or correct REDIS_URL`)]
  } finally {
    await book.close()
    names.close()
  }
}
