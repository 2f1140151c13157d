import type { AgentRecord } from '#core/agents/leg-counts.ts'
import type { EntryMetrics, LegMetrics } from '#core/api/interval-report.ts'
import { legMetrics, type QueueSum, queueMetrics } from '#core/history/interval-metrics.ts'
import { answeredOf } from '#core/queues/counts.ts'
import { ratio, type ServiceLevelVariant } from '#core/queues/service-level.ts'

const sec = (ms: number) => ms / 1_000

/** Summed records of queues as the interface gives them: every disjoint count, and the figures made of them. */
export function entryMetrics(
  { counts, leftBy, longestMs }: QueueSum,
  variant: ServiceLevelVariant,
): EntryMetrics {
  const { waitMs, talkMs, holdMs, wrapMs, rated, ratedMillionths, ...rest } = counts
  return {
    ...rest,
    waitSec: sec(waitMs),
    talkSec: sec(talkMs),
    holdSec: sec(holdMs),
    wrapSec: sec(wrapMs),
    ...queueMetrics(counts, variant),
    leftBy,
    longestWaitSec: longestMs === null ? null : sec(longestMs),
    csat: ratio(ratedMillionths / 1e6, rated),
    ratedShare: ratio(rated, answeredOf(counts)),
  }
}

/** The same of agents. */
export function agentMetrics(record: AgentRecord): LegMetrics {
  const { waitMs, talkMs, holdMs, wrapMs, ...rest } = record
  return {
    ...rest,
    waitSec: sec(waitMs),
    talkSec: sec(talkMs),
    holdSec: sec(holdMs),
    wrapSec: sec(wrapMs),
    ...legMetrics(record),
  }
}
