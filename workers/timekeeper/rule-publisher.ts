import { type AlertAbout, ruleEvent, voidedEvent } from '#core/alerts/rule-event.ts'
import type { PendingRuleEvent } from '#core/alerts/rule-outbox.ts'
import type { AnyEvent } from '#core/event/event.ts'
import type { RuleTransition } from '#core/rules/rule-transition.ts'
import { LogBusy, LogFenced, LogUnavailable } from '#store/log-error.ts'
import type { AppendOutcome } from '#store/redis/appender.ts'
import { oneAfterAnother } from './one-after-another.ts'

export interface RulePublisherOptions {
  /** What the log is still to say, by event id. */
  readonly pending: () => ReadonlyMap<string, PendingRuleEvent>
  readonly about: (transition: RuleTransition) => AlertAbout
  /** Resolves when all that the log holds at the call is folded: nothing is said past evidence that lies there. */
  readonly foldedToEnd: () => Promise<void>
  readonly append: (events: readonly AnyEvent[]) => Promise<AppendOutcome[]>
  readonly now: () => number
  /** These lines are in the log since now. */
  readonly onEmitted: (emitted: readonly PendingRuleEvent[]) => void
  readonly onFault: (error: Error) => void
}

/** Says what is owed. */
export interface RulePublisher {
  /** There may be something to say. */
  wake(): void
  /** Resolves when all that is owed at the call is said; fails when it cannot be. */
  sayAll(): Promise<void>
  stop(): void
}

const BATCH = 500
const RETRY_MS = 100

export function createRulePublisher(options: RulePublisherOptions): RulePublisher {
  const { pending, about, append, now, onEmitted, onFault } = options
  /** Written, and not yet folded back; or found in the log already, where the ledger would not look for it. */
  const written = new Set<string>()
  let stopped = false
  let retry: NodeJS.Timeout | undefined

  function forgetFolded(): void {
    const present = pending()
    for (const id of written) if (!present.has(id)) written.delete(id)
  }

  function nextBatch(): PendingRuleEvent[] {
    const batch: PendingRuleEvent[] = []
    for (const [id, item] of pending()) {
      if (written.has(id)) continue
      batch.push(item)
      if (batch.length === BATCH) break
    }
    return batch
  }

  const eventOf = ({ what, transition, takenBack }: PendingRuleEvent) =>
    what === 'say' ? ruleEvent(transition, takenBack, about) : voidedEvent(transition, takenBack, now())

  async function sayPending(): Promise<void> {
    forgetFolded()
    if (nextBatch().length === 0) return
    await options.foldedToEnd()
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
      const outcomes = await append(batch.map(eventOf))
      for (const { id } of batch) written.add(id)
      onEmitted(batch.filter((_, index) => outcomes[index] === 'accepted'))
    }
  }

  const sayAll = oneAfterAnother(sayPending)

  function wake(): void {
    sayAll().catch((error: Error) => {
      if (stopped || error instanceof LogFenced) return
      if (!(error instanceof LogUnavailable || error instanceof LogBusy)) onFault(error)
      clearTimeout(retry)
      retry = setTimeout(wake, RETRY_MS)
    })
  }

  return {
    wake,
    sayAll,
    stop() {
      stopped = true
      clearTimeout(retry)
    },
  }
}
