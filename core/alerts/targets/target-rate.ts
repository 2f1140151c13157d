import { z } from 'zod'
import { durationMs, readDuration } from '../../rules/duration.ts'
import type { TargetKind } from './target-kind.ts'

/** At most `most` messages in any span of `per`. */
export const rateSchema = z.strictObject({
  most: z.number().int().min(1).max(100_000),
  per: z.string().refine((value) => (readDuration(value) ?? 0) > 0, 'must be a duration such as 1s or 1m'),
})

export interface Rate {
  readonly most: number
  readonly perMs: number
}

const MINUTE_MS = 60_000

/** What each service allows; above it a service refuses, DingTalk for ten minutes. Empty: nothing is known to limit it. */
const RATES: Readonly<Record<TargetKind, readonly Rate[]>> = {
  mail: [],
  feishu: [
    { most: 100, perMs: MINUTE_MS },
    { most: 5, perMs: 1_000 },
  ],
  dingtalk: [{ most: 20, perMs: MINUTE_MS }],
  wecom: [{ most: 20, perMs: MINUTE_MS }],
  line: [{ most: 1_000, perMs: 1_000 }],
  slack: [{ most: 1, perMs: 1_000 }],
  teams: [{ most: 4, perMs: 1_000 }],
  webhook: [],
  phone: [{ most: 1, perMs: 1_000 }],
  push: [],
}

/** How much a target may be sent: its own limits if it gives any, else those of its kind. */
export function ratesOf(target: {
  readonly kind: TargetKind
  readonly rate?: readonly z.infer<typeof rateSchema>[] | undefined
}): readonly Rate[] {
  return target.rate?.map(({ most, per }) => ({ most, perMs: durationMs(per) })) ?? RATES[target.kind]
}

/** A token bucket: how many tokens it holds, and how long one takes to come. */
export interface TargetBucket {
  readonly capacity: number
  readonly everyMs: number
}

/**
 * The bucket that keeps a rate in whatever span of time it is counted: what it holds at once and what comes in the span
 * are together no more than `most`. A quarter is held for what comes suddenly, the rest comes evenly, so that in a
 * storm something can always be said soon.
 */
export function bucketOf({ most, perMs }: Rate): TargetBucket {
  const capacity = Math.max(1, Math.floor(most / 4))
  return { capacity, everyMs: Math.ceil(perMs / Math.max(1, most - capacity)) }
}
