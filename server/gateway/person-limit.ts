import type { Limits } from '#core/site/limits.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** Sources remembered; beyond them all begin anew. */
const REMEMBERED = 20_000

/** How many commands one person or token may send, over all their screens. */
export function createPersonLimit(now?: () => number) {
  const buckets = new Map<string, { bucket: TokenBucket; limits: Limits }>()
  return {
    /** How much of what it may send at once a source has used, 0 to 1; 1: the next must wait. */
    used: (source: string): number => buckets.get(source)?.bucket.used() ?? 0,
    /** Takes one command of a source; false: it must wait. */
    take(source: string, limits: Limits): boolean {
      let known = buckets.get(source)
      if (known === undefined || known.limits !== limits) {
        if (buckets.size >= REMEMBERED) buckets.clear()
        known = { bucket: createTokenBucket(limits.commandsPerSec, limits.commandsAtOnce, now), limits }
        buckets.set(source, known)
      }
      return known.bucket.take()
    },
  }
}
