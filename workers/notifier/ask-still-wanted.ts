import { stillWanted } from '#core/alerts/routing/still-wanted.ts'
import type { Telling } from '#core/alerts/telling.ts'
import type { Clock } from '#store/clock.ts'
import { oneAfterAnother } from '../timekeeper/one-after-another.ts'
import type { SharedFloor } from '../timekeeper/shared-floor.ts'
import { createWorlds, type KnownWays } from './site-world.ts'

export interface StillWantedOptions {
  readonly floor: Pick<SharedFloor, 'get'>
  readonly ways: KnownWays
  readonly clock: Pick<Clock, 'now'>
}

/**
 * For those who send: asks of a message, just before it is sent, what it is to say by all that the log holds. Null: its
 * cause is gone or somebody has it.
 */
export function createStillWanted({ floor, ways, clock }: StillWantedOptions) {
  const worldOf = createWorlds(ways)
  // Many ask at once in a storm: the log's end is looked up for all of them together.
  const folded = oneAfterAnother(async () => (await floor.get()).foldedToEnd())
  return async (telling: Telling): Promise<Telling | null> => {
    await folded()
    const { floor: present } = await floor.get()
    return stillWanted(telling, worldOf(present, Math.max(clock.now(), present.now)))
  }
}
