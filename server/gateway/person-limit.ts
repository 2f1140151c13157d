import type { Limits } from '#core/site/limits.ts'
import { createBuckets } from '../http/buckets.ts'

/** How many commands one person or token may send, over all their screens. */
export function createPersonLimit(now?: () => number) {
  const buckets = createBuckets(undefined, now)
  return {
    /** Takes commands of a source, all or none; false: they must wait. */
    take: (source: string, { commandsPerSec: perSec, commandsAtOnce: burst }: Limits, count = 1): boolean =>
      buckets.take(source, { perSec, burst }, count) === 0,
    /** How much of what it may send at once a source has used, 0 to 1; 1: the next must wait. */
    used: (source: string, { commandsPerSec: perSec, commandsAtOnce: burst }: Limits): number =>
      buckets.used(source, { perSec, burst }),
  }
}
