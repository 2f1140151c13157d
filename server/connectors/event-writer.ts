import type { FloorEvent } from '#core/event.ts'
import type { Outcome } from '#store/redis/appender.ts'
import type { RejectedEvent } from '#store/rejected.ts'
import { judge, type Refused, refuse } from '../ingest/judge.ts'

/** What a connector needs in order to write to the log as ingest does, without HTTP between. */
export interface EventWriterOptions {
  readonly feed: string
  readonly append: (events: readonly FloorEvent[], at: number) => Promise<Outcome[]>
  readonly keepRejected: (feed: string, refused: readonly RejectedEvent[]) => Promise<void>
  /** The event with the customer that its phone stands for. */
  readonly withCustomer: (event: FloorEvent) => FloorEvent
  readonly now: () => number
  readonly onWritten: (outcome: Outcome | 'rejected', count: number) => void
}

/**
 * Writes a batch of a connector's events: validated like those of any feed; what is refused is kept for inspection
 * and hinders no other. Rejects while the log cannot be written: then nothing is confirmed, and writing the same
 * batch again is safe.
 */
export function createEventWriter(options: EventWriterOptions): (batch: readonly unknown[]) => Promise<void> {
  const { feed, append, now, withCustomer, onWritten } = options
  return async (batch) => {
    const at = now()
    const items = batch.map((value, index) => ({ index, ok: true, value }) as const)
    const judged = await judge(items, { feed, at, withCustomer })
    const outcomes = await append(judged.events, at)
    const refused = [...judged.refused, ...reused(outcomes, judged.events, judged.indexes)]
    if (refused.length > 0)
      await options.keepRejected(
        feed,
        refused.map((one) => kept(one, at)),
      )
    for (const outcome of ['accepted', 'duplicate'] as const) {
      const count = outcomes.filter((one) => one === outcome).length
      if (count > 0) onWritten(outcome, count)
    }
    if (refused.length > 0) onWritten('rejected', refused.length)
  }
}

function reused(
  outcomes: readonly Outcome[],
  events: readonly FloorEvent[],
  indexes: readonly number[],
): Refused[] {
  const code = 'id_reused'
  const message = 'id: was used before for an event with other content'
  return outcomes.flatMap((outcome, place) =>
    outcome === code ? [refuse({ index: indexes[place]!, value: events[place] }, { code, message })] : [],
  )
}

function kept({ id, code, message, raw }: Refused, at: number): RejectedEvent {
  return id === undefined ? { at, code, message, raw } : { at, id, code, message, raw }
}
