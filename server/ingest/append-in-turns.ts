import { setTimeout as wait } from 'node:timers/promises'
import { chunked } from '#core/collections/chunked.ts'
import type { AnyEvent } from '#core/event/event.ts'
import type { AppendOutcome } from '#store/redis/appender.ts'
import type { Turn } from './feed-shares.ts'

export interface InTurns {
  readonly append: (events: readonly AnyEvent[], at: number) => Promise<AppendOutcome[]>
  readonly turn: Turn
}

/**
 * Writes what a feed sends at once a little at a time, so that others' events come in between. Where a piece cannot be
 * written it rejects; those before it are known as doubles when all is sent again.
 */
export async function appendInTurns(
  events: readonly AnyEvent[],
  at: number,
  { append, turn }: InTurns,
): Promise<AppendOutcome[]> {
  const began = performance.now()
  const outcomes: AppendOutcome[] = []
  let turnAt = began + turn.afterMs
  for (const piece of chunked(events, turn.events)) {
    const ms = turnAt - performance.now()
    // A timer is not worth it for less than a millisecond.
    if (ms >= 1) await wait(ms)
    outcomes.push(...(await append(piece, at)))
    turnAt += turn.everyMs
  }
  return outcomes
}
