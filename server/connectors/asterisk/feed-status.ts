import type { Act } from '#core/pbx-actions/act-request.ts'
import type { ClientState } from './client.ts'
import type { Right } from './rights-watch.ts'

/** How a feed stands, as its connector knows it; the data of a `feed.state`. */
export interface FeedStatus {
  readonly state: 'live' | 'down'
  readonly why: string | null
  /** Up to when it is known, ms. */
  readonly since: number
  readonly lagSec: number | null
  readonly missing: readonly Right[]
  /** What the PBX can be asked to do by this account. */
  readonly acts: readonly Act[]
}

/** From this lag on each second of it is said. */
const LATE_FROM_SEC = 5
/** A lag that grows or shrinks is not said more often. */
const LAG_SAID_EVERY_MS = 2_000

/** The code of why there is no connection. */
export function outageCode({ why, detail }: Extract<ClientState, { is: 'waiting' }>): string {
  if (why === 'refused') return 'login_refused'
  return why === 'unreachable' && detail === 'ECONNREFUSED' ? 'connection_refused' : why
}

/** Says how a feed stands whenever that has changed, and not more often. */
export interface StatusReporter {
  down(why: string, since: number): void
  /** Heard, and what is told of who waits and talks is known to be so. */
  live(now: number, found: Pick<FeedStatus, 'lagSec' | 'missing' | 'acts'>): void
}

export function createStatusReporter(say: (status: FeedStatus) => void): StatusReporter {
  let last: FeedStatus | null = null
  let saidAt = Number.NEGATIVE_INFINITY

  function put(next: FeedStatus, now: number): void {
    last = next
    saidAt = now
    say(next)
  }

  function isLagWorthSaying(lagSec: number | null, now: number): boolean {
    const before = last?.lagSec ?? null
    if ((lagSec === null) !== (before === null)) return true
    if (lagSec === null || before === null) return false
    const isLate = lagSec >= LATE_FROM_SEC
    if (isLate !== before >= LATE_FROM_SEC) return true
    return isLate && lagSec !== before && now - saidAt >= LAG_SAID_EVERY_MS
  }

  return {
    down(why, since) {
      if (last?.state === 'down' && last.why === why) return
      // A reason that changes is another reason for the same gap.
      const from = last?.state === 'down' ? last.since : since
      put({ state: 'down', why, since: from, lagSec: null, missing: last?.missing ?? [], acts: [] }, since)
    },
    live(now, { lagSec, missing, acts }) {
      const same =
        last?.state === 'live' && last.missing.join() === missing.join() && last.acts.join() === acts.join()
      if (same && !isLagWorthSaying(lagSec, now)) return
      put({ state: 'live', why: null, since: now, lagSec, missing, acts }, now)
    },
  }
}
