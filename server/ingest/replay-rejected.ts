import type { AnyEvent } from '#core/event/event.ts'
import type { Limits } from '#core/site/limits.ts'
import type { AppendOutcome } from '#store/redis/appender.ts'
import type { RejectedEvent, RejectedStore } from '#store/rejected.ts'
import type { Admission } from './admission.ts'
import { appendInTurns } from './append-in-turns.ts'
import type { Item } from './body-items.ts'
import type { FeedShares } from './feed-shares.ts'
import { judge } from './judge.ts'

/** What became of a feed's refused events when they were judged anew. */
export interface ReplayedEvents {
  readonly accepted: number
  readonly duplicate: number
  /** Still refused, for their reasons. */
  readonly refused: number
}

/** Judges a feed's refused events anew, the oldest first, and writes those that are taken now. */
export type ReplayRejected = (feed: string) => Promise<ReplayedEvents>

export interface ReplayOptions {
  readonly rejected: Pick<RejectedStore, 'list' | 'originalOf' | 'remove'>
  readonly append: (events: readonly AnyEvent[], at: number) => Promise<AppendOutcome[]>
  readonly withCustomer: (event: AnyEvent) => AnyEvent
  readonly limits: () => Limits
  readonly admission: Pick<Admission, 'admit'>
  readonly shares: Pick<FeedShares, 'turn'>
  readonly now: () => number
}

function itemOf(original: string, index: number): Item {
  try {
    return { ok: true, index, value: JSON.parse(original), bytes: Buffer.byteLength(original) }
  } catch {
    // What is no JSON was refused for that, and is so again.
    return { ok: false, index, refusal: { code: 'bad_json', message: 'is no JSON' }, raw: original }
  }
}

export function createRejectedReplay(options: ReplayOptions): ReplayRejected {
  const { rejected, append, withCustomer, shares, now } = options
  return async (feed) => {
    const kept = (await rejected.list(feed)).toReversed()
    const sent = kept.flatMap((event): { event: RejectedEvent; original: string }[] => {
      const original = rejected.originalOf(event)
      return original === null ? [] : [{ event, original }]
    })
    const items = sent.map(({ original }, index) => itemOf(original, index))
    const at = now()
    const limits = options.limits()
    const read = await judge(items, { feed, at, limits, withCustomer })
    const judged = await options.admission.admit(read, feed, limits, performance.now())
    const turn = shares.turn(feed, judged.events.length, limits, performance.now())
    const outcomes = await appendInTurns(judged.events, at, { append, turn })
    const taken = outcomes.flatMap((outcome, place) =>
      outcome === 'id_reused' ? [] : [sent[judged.indexes[place]!]!.event],
    )
    await rejected.remove(feed, taken)
    const count = (what: AppendOutcome) => outcomes.filter((outcome) => outcome === what).length
    const [accepted, duplicate] = [count('accepted'), count('duplicate')]
    return { accepted, duplicate, refused: sent.length - accepted - duplicate }
  }
}
