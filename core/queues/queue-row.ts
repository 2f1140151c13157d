import { instantTextOrNull } from '../rows/row.ts'
import { addCounts, answeredOf, type Counts, noCounts } from './counts.ts'
import type { FeedMetrics } from './measured.ts'
import { type QueueLive, waitingBefore } from './queue-live.ts'
import { abandonRate, answerRate, ratio, type ServiceLevelVariant, serviceLevel } from './service-level.ts'

/** A queue together with the target's time in force, ms. */
export interface QueueNow {
  live: QueueLive
  withinMs: number
}

export interface RowContext {
  now: number
  /** Start of the site's day that holds `now`. */
  today: number
  variant: ServiceLevelVariant
}

type Metrics = Omit<FeedMetrics, 'agents'>

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms) / 1_000
}

function mean(sum: number, count: number): number | null {
  return count > 0 ? sum / count : null
}

interface Sums {
  day: Counts
  window: Counts
  waitingLate: number
  waitingBefore: number
  oldest: number | null
  longestMs: number | null
  finished: number
}

function sumUp(queues: readonly QueueNow[], { now, today }: RowContext): Sums {
  const sums: Sums = {
    day: noCounts(),
    window: noCounts(),
    waitingLate: 0,
    waitingBefore: 0,
    oldest: null,
    longestMs: null,
    finished: 0,
  }
  for (const { live, withinMs } of queues) {
    const record = live.days.get(today)
    if (record !== undefined) addCounts(sums.day, record.counts, 1)
    if (record?.longestMs != null) sums.longestMs = Math.max(sums.longestMs ?? 0, record.longestMs)
    addCounts(sums.window, live.windowSum, 1)
    sums.finished += live.window.length - live.windowHead
    sums.waitingLate += waitingBefore(live, now - withinMs)
    sums.waitingBefore += waitingBefore(live, today)
    const oldest = live.waiting[0]?.enteredAt
    if (oldest !== undefined && (sums.oldest === null || oldest < sums.oldest)) sums.oldest = oldest
  }
  return sums
}

/**
 * The figures of a queue, or of several together from their summed counts (never from averaged shares), by
 * metrics.md. Shares are 0–1, durations seconds; null where there is nothing to divide by.
 */
export function metricsOf(queues: readonly QueueNow[], context: RowContext): Metrics {
  const { variant } = context
  const { day, window, ...rest } = sumUp(queues, context)
  return {
    waiting: day.waiting,
    waitingLate: rest.waitingLate,
    oldestWaitingAt: instantTextOrNull(rest.oldest),
    offered: day.offered,
    waitingBefore: rest.waitingBefore,
    answered: answeredOf(day),
    answeredInTarget: day.answeredInTarget,
    abandoned: day.abandoned,
    shortAbandoned: day.shortAbandoned,
    left: day.left,
    callbackRequested: day.callbackRequested,
    turnedAway: day.turnedAway,
    answerRate: answerRate(day),
    serviceLevel: serviceLevel(day, variant),
    serviceLevelNow: serviceLevel(day, variant, rest.waitingLate),
    serviceLevel30m: serviceLevel(window, variant, rest.waitingLate),
    finished30m: rest.finished,
    asaSec: seconds(mean(day.waitMs, answeredOf(day))),
    ahtSec: seconds(mean(day.talkMs + day.holdMs + day.wrapMs, day.handled)),
    abandonRate: abandonRate(day, variant),
    longestWaitSec: seconds(rest.longestMs),
    csat: ratio(day.ratedMillionths / 1_000_000, day.rated),
    ratedShare: ratio(day.rated, answeredOf(day)),
  }
}
