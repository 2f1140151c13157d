import { type AgentRecord, addLegs, noLegs } from '../agents/leg-counts.ts'
import { addCounts, answeredOf, type Counts, noCounts } from '../queues/counts.ts'
import {
  abandonRate,
  answerRate,
  ratio,
  type ServiceLevelVariant,
  serviceLevel,
} from '../queues/service-level.ts'

/** What interval records of queues sum up to; `longestMs`: of a finished entry, null if none is. */
export interface QueueSum {
  readonly counts: Counts
  readonly leftBy: Record<string, number>
  longestMs: number | null
}

/** The sum of no interval at all. */
export const noQueueSum = (): QueueSum => ({ counts: noCounts(), leftBy: {}, longestMs: null })

/** Adds one sum to another in place. */
export function addQueueSum(sum: QueueSum, part: Readonly<QueueSum>): void {
  addCounts(sum.counts, part.counts, 1)
  for (const [reason, times] of Object.entries(part.leftBy))
    sum.leftBy[reason] = (sum.leftBy[reason] ?? 0) + times
  if (part.longestMs !== null) sum.longestMs = Math.max(sum.longestMs ?? 0, part.longestMs)
}

/** The figures of summed counts (metrics.md, "Figures"): shares from 0 to 1, times in seconds, null for nothing to divide by. */
export interface IntervalMetrics {
  readonly answered: number
  readonly serviceLevel: number | null
  readonly answerRate: number | null
  readonly abandonRate: number | null
  readonly asaSec: number | null
  readonly ahtSec: number | null
}

const meanSec = (ms: number, count: number) => (count === 0 ? null : ms / count / 1_000)

/**
 * Metrics of summed counts of queues, by the formulas of docs/metrics.md: shares 0–1, times in seconds, null where
 * there is nothing to divide by.
 */
export function queueMetrics(counts: Counts, variant: ServiceLevelVariant): IntervalMetrics {
  const { waitMs, talkMs, holdMs, wrapMs, handled } = counts
  return {
    answered: answeredOf(counts),
    serviceLevel: serviceLevel(counts, variant),
    answerRate: answerRate(counts),
    abandonRate: abandonRate(counts, variant),
    asaSec: meanSec(waitMs, answeredOf(counts)),
    ahtSec: meanSec(talkMs + holdMs + wrapMs, handled),
  }
}

/** The same of agents' legs: of what they answered, whatever the variant; nobody abandons an agent. */
export function legMetrics(record: AgentRecord): IntervalMetrics {
  const { answeredInTarget, answeredLate, waitMs, talkMs, holdMs, wrapMs, finished } = record
  const answered = answeredInTarget + answeredLate
  return {
    answered,
    serviceLevel: ratio(answeredInTarget, answered),
    answerRate: null,
    abandonRate: null,
    asaSec: meanSec(waitMs, answered),
    ahtSec: meanSec(talkMs + holdMs + wrapMs, finished),
  }
}

/** The sum of some records of agents; of none, zeros. */
export const sumLegs = (records: Iterable<AgentRecord>): AgentRecord => {
  const sum = noLegs()
  for (const record of records) addLegs(sum, record, 1)
  return sum
}
