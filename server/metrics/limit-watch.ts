import { type LimitName, type Limits, limitNames } from '#core/site/limits.ts'
import type { LimitsMet } from '#store/limits-met.ts'
import type { ServerMetrics } from './server-metrics.ts'

type Shares = Partial<Record<LimitName, number>>

/** How near everybody is to the limits of the site, and who met one: for `/metrics`, and for whoever looks later. */
export interface LimitWatch {
  /** `who` met a limit so many times. */
  met(limit: LimitName, who: string, times?: number): void
  /** So much of a limit was used by one event, command, answer or request: from 1 on it is met. */
  near(limit: LimitName, share: number): void
  /** How much of each limit who is nearest to it has used, in this process. */
  used(): Promise<Record<LimitName, number>>
  /** Gives at each look how much of limits is used, where somebody keeps account of it. */
  watch(used: () => Shares | Promise<Shares>): void
}

export interface LimitWatchOptions {
  readonly metrics: Pick<ServerMetrics, 'gauges' | 'limited'>
  readonly limits: () => Limits
  readonly store: Pick<LimitsMet, 'note'>
  readonly now?: () => number
}

/** What passes in a moment is shown for five to ten minutes, so that nobody looks past it. */
const SHOWN_MS = 300_000

export function createLimitWatch(options: LimitWatchOptions): LimitWatch {
  const { metrics, limits, store, now = () => performance.now() } = options
  const accounts: (() => Shares | Promise<Shares>)[] = []
  let young: Shares = {}
  let old: Shares = {}
  let since = now()

  function turn(): void {
    const passed = now() - since
    if (passed < SHOWN_MS) return
    old = passed < 2 * SHOWN_MS ? young : {}
    young = {}
    since = now()
  }

  async function used(): Promise<Record<LimitName, number>> {
    turn()
    const all: Shares[] = [young, old, ...(await Promise.all(accounts.map((account) => account())))]
    const most = (name: LimitName) => Math.max(...all.map((shares) => shares[name] ?? 0))
    return Object.fromEntries(limitNames.map((name) => [name, most(name)])) as Record<LimitName, number>
  }

  metrics.gauges('huiyin_limit', 'The limits in force, as the site file has them', 'limit', async () =>
    limits(),
  )
  metrics.gauges(
    'huiyin_limit_used',
    'By limit, how much of it who is nearest to it has used: from 1 on it is met',
    'limit',
    used,
  )
  return {
    met(limit, who, times = 1) {
      metrics.limited(limit, times)
      store.note(limit, who, times)
    },
    near(limit, share) {
      turn()
      young[limit] = Math.max(young[limit] ?? 0, share)
    },
    used,
    watch: (account) => void accounts.push(account),
  }
}

/** Who keeps no watch: for parts that are used by themselves. */
export const noLimitWatch: Omit<LimitWatch, 'used'> = { met() {}, near() {}, watch() {} }
