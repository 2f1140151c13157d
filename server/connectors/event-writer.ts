import type { AnyEvent } from '#core/event/event.ts'
import type { Limits } from '#core/site/limits.ts'
import type { AppendOutcome } from '#store/redis/appender.ts'
import type { RefusedOriginal } from '#store/rejected.ts'
import { type Admission, noteTooMany } from '../ingest/admission.ts'
import { appendInTurns } from '../ingest/append-in-turns.ts'
import { judge, type RefusedItem, refusalRecord, refuseItem } from '../ingest/judge.ts'
import { type LimitWatch, noLimitWatch } from '../metrics/limit-watch.ts'
import type { FeedThrottle } from './feed-throttle.ts'

/** What a connector needs in order to write to the log as ingest does, without HTTP between. */
export interface EventWriterOptions {
  readonly feed: string
  readonly append: (events: readonly AnyEvent[], at: number) => Promise<AppendOutcome[]>
  readonly keepRejected: (feed: string, refused: readonly RefusedOriginal[]) => Promise<void>
  /** The event with the customer that its phone stands for. */
  readonly withCustomer: (event: AnyEvent) => AnyEvent
  readonly now: () => number
  readonly limits: () => Limits
  /** Bounds the queues and agents that the feed names and no site file does; not given: nothing does. */
  readonly admission?: Pick<Admission, 'admit'>
  readonly limitWatch?: Pick<LimitWatch, 'met'>
  /** Holds the feed to its share; not given: nothing does. */
  readonly throttle?: FeedThrottle
  readonly onWritten: (outcome: AppendOutcome | 'rejected', count: number) => void
}

/** A batch of which some are the system's own: those are written as they are, in their place. */
export function withSystemEvents<E>(
  write: (batch: readonly E[]) => Promise<void>,
  writeOwn: (events: readonly AnyEvent[]) => Promise<unknown>,
): (batch: readonly (E | SystemEvent)[]) => Promise<void> {
  return async (batch) => {
    for (let from = 0; from < batch.length; ) {
      const own = isSystemEvent(batch[from]!)
      let to = from + 1
      while (to < batch.length && isSystemEvent(batch[to]!) === own) to++
      const part = batch.slice(from, to)
      if (own) await writeOwn(part.map((item) => (item as SystemEvent).system))
      else await write(part as E[])
      from = to
    }
  }
}

/** An event of the system among those of a feed, which are validated. */
export interface SystemEvent {
  readonly system: AnyEvent
}

const isSystemEvent = (item: unknown): item is SystemEvent =>
  typeof item === 'object' && item !== null && 'system' in item

/**
 * Writes a batch of a connector's events: validated like those of any feed; what is refused is kept for inspection
 * and hinders no other. Rejects while the log cannot be written: then nothing is confirmed, and writing the same
 * batch again is safe.
 */
export function createEventWriter(options: EventWriterOptions): (batch: readonly unknown[]) => Promise<void> {
  const { feed, append, now, withCustomer, onWritten, limits, admission, throttle } = options
  const { limitWatch = noLimitWatch } = options
  return async (batch) => {
    await throttle?.ready(feed)
    const at = now()
    const items = batch.map((value, index) => ({ index, ok: true, value }) as const)
    const inForce = limits()
    const read = await judge(items, { feed, at, withCustomer, limits: inForce })
    const judged =
      admission === undefined ? read : await admission.admit(read, feed, inForce, performance.now())
    noteTooMany(judged, feed, limitWatch)
    const turn = throttle?.turn(feed, judged.events.length)
    const outcomes =
      turn === undefined
        ? await append(judged.events, at)
        : await appendInTurns(judged.events, at, { append, turn })
    throttle?.spend(feed, judged.events)
    const refused = [...judged.refused, ...reused(outcomes, judged.events, judged.indexes)]
    if (refused.length > 0)
      await options.keepRejected(
        feed,
        refused.map((one) => refusalRecord(one, at)),
      )
    for (const outcome of ['accepted', 'duplicate'] as const) {
      const count = outcomes.filter((one) => one === outcome).length
      if (count > 0) onWritten(outcome, count)
    }
    if (refused.length > 0) onWritten('rejected', refused.length)
  }
}

function reused(
  outcomes: readonly AppendOutcome[],
  events: readonly AnyEvent[],
  indexes: readonly number[],
): RefusedItem[] {
  const code = 'id_reused'
  const message = 'id: was used before for an event with other content'
  return outcomes.flatMap((outcome, place) =>
    outcome === code ? [refuseItem({ index: indexes[place]!, value: events[place] }, { code, message })] : [],
  )
}
