import { type AlertAbout, ruleEvent, voidedEvent } from '#core/alerts/rule-event.ts'
import type { Owed } from '#core/alerts/said-ledger.ts'
import type { FloorEvent } from '#core/event.ts'
import type { Line } from '#core/rules/rule-line.ts'
import { LogBusy, LogFenced, LogUnavailable } from '#store/log-error.ts'
import type { Outcome } from '#store/redis/appender.ts'
import { oneAfterAnother } from './one-after-another.ts'

export interface SpeakerOptions {
  /** What the log is still to say, by event id. */
  readonly owed: () => ReadonlyMap<string, Owed>
  readonly about: (line: Line) => AlertAbout
  /** Resolves when all that the log holds at the call is folded: nothing is said past evidence that lies there. */
  readonly foldedToEnd: () => Promise<void>
  readonly append: (events: readonly FloorEvent[]) => Promise<Outcome[]>
  readonly now: () => number
  /** These lines are in the log since now. */
  readonly onSaid: (said: readonly Owed[]) => void
  readonly onFault: (error: Error) => void
}

/** Says what is owed. */
export interface Speaker {
  /** There may be something to say. */
  wake(): void
  /** Resolves when all that is owed at the call is said; fails when it cannot be. */
  sayAll(): Promise<void>
  stop(): void
}

const BATCH = 500
const RETRY_MS = 100

export function createSpeaker(options: SpeakerOptions): Speaker {
  const { owed, about, append, now, onSaid, onFault } = options
  /** Written, and not yet folded back; or found in the log already, where the ledger would not look for it. */
  const written = new Set<string>()
  let stopped = false
  let retry: NodeJS.Timeout | undefined

  function forgetFolded(): void {
    const present = owed()
    for (const id of written) if (!present.has(id)) written.delete(id)
  }

  function nextBatch(): Owed[] {
    const batch: Owed[] = []
    for (const [id, item] of owed()) {
      if (written.has(id)) continue
      batch.push(item)
      if (batch.length === BATCH) break
    }
    return batch
  }

  const eventOf = ({ what, line, takenBack }: Owed) =>
    what === 'say' ? ruleEvent(line, takenBack, about) : voidedEvent(line, takenBack, now())

  async function sayOwed(): Promise<void> {
    forgetFolded()
    if (nextBatch().length === 0) return
    await options.foldedToEnd()
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) {
      const outcomes = await append(batch.map(eventOf))
      for (const { id } of batch) written.add(id)
      onSaid(batch.filter((_, index) => outcomes[index] === 'accepted'))
    }
  }

  const sayAll = oneAfterAnother(sayOwed)

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
