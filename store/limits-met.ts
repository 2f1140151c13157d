import { type LimitName, limitNames } from '#core/site/limits.ts'
import { openConnection } from './redis/connection.ts'
import { siteKeys } from './redis/keys.ts'

/** That somebody met a limit of the site, told to who looks later and from elsewhere. */
export interface LimitMet {
  readonly limit: LimitName
  /** A feed (`feed/pbx`), a person or token (`user/lin`), or empty where nobody is known. */
  readonly who: string
  /** How often, since it was first met within the days that this is kept. */
  readonly times: number
  /** When last, real ms since 1970. */
  readonly at: number
}

/** By limit, how much of it who is nearest to it has used: from 1 on it is met. */
export type UsedShares = Readonly<Partial<Record<LimitName, number>>>

export interface LimitsMet {
  /** Counts here at once, and in Redis some seconds later: whoever floods costs no more than one command then. */
  note(limit: LimitName, who: string, times: number): void
  read(): Promise<LimitMet[]>
  /** Says how much of each limit is used in a process, for who asks another one. */
  reportUsed(process: string, used: UsedShares): Promise<void>
  /** How much of each limit is used, in all processes that said so within a minute. */
  used(): Promise<UsedShares>
  /** Writes what is still to be counted. */
  close(): Promise<void>
}

const FLUSH_MS = 5_000
const KEPT_SEC = 30 * 24 * 3_600
/** Whoever are more than these between two writes are counted together. */
const MOST_WHO = 200
/** Of more than this those who met a limit longest ago are forgotten: addresses are made up as fast as they are refused. */
const MOST_KEPT = 2_000
/** How many of them stay then, so that not each write looks at all. */
const LEFT = 1_000
/** What a process said longer ago says nothing of now. */
const USED_MS = 60_000

export interface LimitsMetOptions {
  readonly url: string
  readonly site: string
  readonly onFault: (error: Error) => void
}

export function createLimitsMet({ url, site, onFault }: LimitsMetOptions): LimitsMet {
  const connection = openConnection(url)
  const prefix = `${siteKeys(site).prefix}limits-met:`
  const [counts, times] = [`${prefix}times`, `${prefix}at`]
  const usedKey = `${prefix}used`
  let waiting = new Map<string, number>()

  async function flush(): Promise<void> {
    if (waiting.size === 0) return
    const [now, noted] = [String(Date.now()), waiting]
    waiting = new Map()
    const sent = [...noted].map(([key, count]) => connection.send(['HINCRBY', counts, key, String(count)]))
    sent.push(connection.send(['HSET', times, ...[...noted.keys()].flatMap((key) => [key, now])]))
    for (const key of [counts, times]) sent.push(connection.send(['EXPIRE', key, String(KEPT_SEC)]))
    await Promise.all(sent)
    if ((await connection.send<number>(['HLEN', counts])) > MOST_KEPT) await forgetOldest()
  }

  async function forgetOldest(): Promise<void> {
    const all = pairsOf(await connection.send<string[]>(['HGETALL', times]))
    const oldest = all
      .toSorted(([, one], [, other]) => Number(other) - Number(one))
      .slice(LEFT)
      .map(([key]) => key)
    for (const key of [counts, times]) await connection.send(['HDEL', key, ...oldest])
  }

  const timer = setInterval(() => flush().catch(onFault), FLUSH_MS)
  timer.unref()
  return {
    note(limit, who, count) {
      const own = `${limit} ${who}`
      const key = waiting.has(own) || waiting.size < MOST_WHO ? own : `${limit} `
      waiting.set(key, (waiting.get(key) ?? 0) + count)
    },
    async read() {
      const [flat, last] = await Promise.all(
        [counts, times].map((key) => connection.send<string[]>(['HGETALL', key])),
      )
      const at = new Map(pairsOf(last!))
      const since = Date.now() - KEPT_SEC * 1_000
      return pairsOf(flat!).flatMap(([key, count]): LimitMet[] => {
        const [name, who] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)]
        const limit = limitNames.find((known) => known === name)
        const met = { who, times: Number(count), at: Number(at.get(key) ?? 0) }
        return limit === undefined || met.at < since ? [] : [{ limit, ...met }]
      })
    },
    async reportUsed(process, used) {
      const report: ReportedShares = { at: Date.now(), used }
      await connection.send(['HSET', usedKey, process, JSON.stringify(report)])
      await connection.send(['EXPIRE', usedKey, String(USED_MS / 1_000)])
    },
    async used() {
      const all = pairsOf(await connection.send<string[]>(['HGETALL', usedKey]))
      const most: Partial<Record<LimitName, number>> = {}
      for (const [process, text] of all) {
        const { at, used } = JSON.parse(text) as ReportedShares
        if (Date.now() - at > USED_MS) await connection.send(['HDEL', usedKey, process])
        else for (const name of limitNames) most[name] = Math.max(most[name] ?? 0, used[name] ?? 0)
      }
      return most
    },
    async close() {
      clearInterval(timer)
      await flush().catch(onFault)
      connection.close()
    },
  }
}

interface ReportedShares {
  readonly at: number
  readonly used: UsedShares
}

function pairsOf(flat: readonly string[]): [string, string][] {
  return flat.flatMap((key, index): [string, string][] =>
    index % 2 === 0 ? [[key, flat[index + 1] ?? '']] : [],
  )
}
