import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { allEntries } from '../all-entries.ts'
import { type LiveScreen, openScreen } from '../live-screen.ts'
import { watchPublished } from '../published-transitions.ts'
import { startFeed } from './post-until-confirmed.ts'
import { LIMIT_MS, type Part, type SeveralSite } from './several-site.ts'

export interface SeveralOptions {
  /** How long one server and the workers that hold every lease are frozen. */
  readonly frozenMs: number
  /** Cases a second. */
  readonly perSec: number
  readonly say: (line: string) => void
}

const SETTLE_MS = 60_000
/** Until others have the lease, three seconds; and what was due meanwhile is said. More of it is the machine's load. */
const LATEST_MS = 15_000

interface StateAnswer {
  readonly pos: string
  readonly rows: Record<string, Record<string, unknown>>
}

async function stateOf(part: Part): Promise<StateAnswer> {
  const answer = await fetch(`${part.url}/api/v1/state`, {
    headers: { authorization: 'Bearer supervisor-token' },
  })
  return (await answer.json()) as StateAnswer
}

/** Waits until all say that they stand at one position, and gives what they show there. */
async function statesAtOnePosition(parts: readonly Part[]): Promise<StateAnswer[]> {
  const giveUpAt = performance.now() + SETTLE_MS
  for (;;) {
    const states = await Promise.all(parts.map(stateOf))
    if (new Set(states.map(({ pos }) => pos)).size === 1 || performance.now() > giveUpAt) return states
    await wait(50)
  }
}

/** What rows of `b` are others than those of `a`. */
function otherRows(a: object, b: object): string[] {
  const rowsOf = (rows: object) =>
    new Map(
      Object.entries(rows).flatMap(([type, byId]) =>
        Object.entries(byId as object).map(([id, row]): [string, unknown] => [`${type}/${id}`, row]),
      ),
    )
  const [of, others] = [rowsOf(a), rowsOf(b)]
  return [...new Set([...of.keys(), ...others.keys()])]
    .filter((key) => !isDeepStrictEqual(of.get(key), others.get(key)))
    .map((key) => `${key} ${JSON.stringify(of.get(key))} | ${JSON.stringify(others.get(key))}`)
}

/**
 * Waits until screens of one view show the same rows at one position, and gives what they show otherwise. What time alone
 * changes has no position of its own, and comes from each server by itself: it may be on one screen a moment sooner.
 */
async function differencesOf(screens: readonly LiveScreen[]): Promise<string[]> {
  const giveUpAt = performance.now() + SETTLE_MS
  for (;;) {
    const [first, ...others] = screens.map(({ model }) => ({ pos: model.pos, rows: model.rows() }))
    const isAtOne = others.every(({ pos }) => pos === first!.pos)
    const other = others.flatMap(({ rows }) => otherRows(first!.rows, rows))
    if (isAtOne && other.length === 0) return []
    if (performance.now() > giveUpAt) return isAtOne ? other : ['they do not come to one position']
    await wait(20)
  }
}

/** How often each id came. */
async function countIds(several: SeveralSite): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { event } of await allEntries(several)) counts.set(event.id, (counts.get(event.id) ?? 0) + 1)
  return counts
}

/**
 * Freezes one of several servers and the workers that do everything, while a feed and screens go on through the
 * balancer; lets them go on, and gives what was not as it must be: rows equal at equal position, nothing lost, every
 * clock said once and for its own instant.
 */
export async function runSeveral(several: SeveralSite, options: SeveralOptions): Promise<string[]> {
  const { site, servers, workers, balancer, redisUrl } = several
  const { frozenMs, perSec, say } = options
  const published = watchPublished(redisUrl, site)
  const screens = Array.from({ length: 6 }, (_, n): LiveScreen => {
    const view = n % 2 === 0 ? 'supervisor' : 'wall'
    return openScreen(balancer.url, {
      token: 'supervisor-token',
      view,
      ...(view === 'wall' && { id: 'floor' }),
    })
  })
  const feed = startFeed(balancer.url, { token: 'feed-token-of-the-tests', perSec })
  const faults: string[] = []
  const frozen = [servers[0]!, workers[0]!]
  try {
    await published.until('rule.breached', 1)
    for (const part of frozen) part.kill('SIGSTOP')
    const from = feed.confirmed
    await wait(frozenMs)
    const meanwhile = feed.confirmed - from
    for (const part of frozen) part.kill('SIGCONT')
    say(`${meanwhile} cases were confirmed while one server and one set of workers were frozen`)
    if (meanwhile === 0) faults.push('no case was confirmed meanwhile')
    await feed.stop()
    const count = feed.confirmed
    await Promise.race([published.until('rule.breached', count), wait(SETTLE_MS)])
    const breached = published.entries.filter(({ event }) => event.type === 'rule.breached')
    const of = new Set(breached.map(({ event }) => event.subject))
    if (of.size !== count) faults.push(`${of.size} of ${count} clocks were said`)
    if (breached.length !== of.size) faults.push(`${breached.length - of.size} clocks were said twice`)
    const lateMs = Math.max(...breached.map(({ event, at }) => at - event.time))
    say(
      `${count} clocks of ${LIMIT_MS} ms were said, the latest ${lateMs} ms after its instant; ${feed.again} posts again`,
    )
    if (lateMs > LATEST_MS) faults.push(`a clock was said ${lateMs} ms late`)

    const ids = await countIds(several)
    for (let n = 0; n < count; n++)
      for (const id of [`contact.queued-${n}`, `case.opened-${n}`])
        if (ids.get(id) !== 1) faults.push(`${id} came ${ids.get(id) ?? 0} times`)

    const states = await statesAtOnePosition(servers)
    const [first, ...others] = states
    if (new Set(states.map(({ pos }) => pos)).size > 1)
      faults.push(`the servers stand at ${states.map(({ pos }) => pos).join(', ')}`)
    for (const { rows } of others)
      if (!isDeepStrictEqual(rows, first!.rows)) faults.push('two servers show other rows at one position')
    say(
      `${servers.length} servers show the same ${Object.values(first!.rows).flatMap(Object.keys).length} rows at ${first!.pos}`,
    )

    for (const kind of ['even', 'odd'] as const) {
      const alike = screens.filter((_, place) => (place % 2 === 0) === (kind === 'even'))
      const different = await differencesOf(alike)
      if (different.length > 0) faults.push(`screens of one view differ: ${different.slice(0, 3).join('; ')}`)
    }
    const refused = await several.refusedByRedis()
    if (refused.length > 0) faults.push(`Redis refused ${refused.join(', ')}`)
  } finally {
    for (const part of frozen) part.kill('SIGCONT')
    await feed.stop()
    for (const screen of screens) screen.close()
    await published.stop()
  }
  return faults
}
