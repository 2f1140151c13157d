import type { PendingRuleEvent } from '#core/alerts/rule-outbox.ts'
import type { LogEntry } from '#core/event/event.ts'

/** What reached the log so long after it happened is told late, in ms of this machine. */
const LATE_MS = 2_000
/** What is told late is told in pieces: more of it is awaited for so long after each, */
const QUIET_MS = 400
/** and no longer than this: a feed that is always late holds nothing up for good. */
const LONGEST_MS = 3_000

export interface LateEvidenceOptions {
  /** Ms of the site in one of this machine. */
  readonly speed: () => number
  readonly fellDueLive: (transition: PendingRuleEvent['transition']) => boolean
  /** What waited is to be looked at again. */
  readonly onFree: () => void
  /** Ms of this machine, that never go back. */
  readonly now?: () => number
}

/**
 * A feed that was cut off, or sends what happened once a minute, tells of the past in pieces: what one piece begins, the
 * next may have ended long ago. A clock that had run out when its evidence came is not said to have run out, and no
 * figure is judged, while more of what is late comes in.
 */
export interface LateEvidence {
  /** These entries are in the log. */
  came(entries: readonly LogEntry[]): void
  /** Whether a line waits for what may follow. */
  holds(item: PendingRuleEvent): boolean
  /** Whether figures wait for what may follow. */
  awaitsMore(): boolean
  stop(): void
}

export function createLateEvidence({
  speed,
  fellDueLive,
  onFree,
  now = () => performance.now(),
}: LateEvidenceOptions): LateEvidence {
  /** Since when each line waits, by the very thing that the ledger keeps. */
  const since = new WeakMap<PendingRuleEvent, number>()
  // Who begins does not know what was just coming in.
  let cameAt = now()
  let burstBegan = cameAt
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  /** Whether what has waited since `began` waits on; it is looked at again when it does no more. */
  function waits(began: number): boolean {
    const at = now()
    const until = Math.min(cameAt + QUIET_MS, began + LONGEST_MS)
    if (at >= until || isStopped) return false
    timer ??= setTimeout(() => {
      timer = undefined
      onFree()
    }, until - at)
    return true
  }

  return {
    came(entries) {
      const lateMs = LATE_MS * speed()
      const isLate = ({ at, event }: LogEntry) =>
        at - event.time > lateMs && !event.source.startsWith('system/')
      if (!entries.some(isLate)) return
      const at = now()
      if (at >= cameAt + QUIET_MS) burstBegan = at
      cameAt = at
    },
    holds(item) {
      const { what, transition } = item
      if (what !== 'say' || (transition.to !== 'warned' && transition.to !== 'breached')) return false
      if (fellDueLive(transition)) return false
      const began = since.get(item) ?? now()
      since.set(item, began)
      return waits(began)
    },
    awaitsMore: () => waits(burstBegan),
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
