import type { Limits } from '#core/site/limits.ts'
import { createBuckets } from '../http/buckets.ts'

/** What colleagues are told of at once, on their phones too, whatever else they are told within the hour. */
const CALLS_SOMEBODY: ReadonlySet<string> = new Set([
  'assist.requested',
  'approval.requested',
  'approval.explained',
])

/** More often nobody needs somebody: twenty times at once, then once a minute. */
const CALLS = { perSec: 1 / 60, burst: 20 }

/** How often one person or token may have colleagues called; others wait, whatever is taken back of it. */
export function createCallLimit(now?: () => number): (source: string, type: string) => boolean {
  const buckets = createBuckets(undefined, now)
  return (source, type) => !CALLS_SOMEBODY.has(type) || buckets.take(source, CALLS) === 0
}

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
