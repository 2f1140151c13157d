import { instantText } from '#core/rows/row.ts'
import type { AgentQuarter, QueueInterval } from '#store/postgres/interval-archive.ts'

const sec = (ms: number) => ms / 1_000

/** An interval record as the interface gives it (`metrics.md`): counts, and durations in seconds. */
export function intervalOf({ start, record }: Omit<QueueInterval, 'queue'>) {
  const { waitMs, talkMs, holdMs, wrapMs, ratedMillionths, ...counts } = record.counts
  return {
    start: instantText(start),
    ...counts,
    leftBy: record.leftBy,
    waitSec: sec(waitMs),
    talkSec: sec(talkMs),
    holdSec: sec(holdMs),
    wrapSec: sec(wrapMs),
    longestWaitSec: record.longestMs === null ? null : sec(record.longestMs),
    ratedShare: record.counts.rated === 0 ? null : ratedMillionths / 1e6 / record.counts.rated,
  }
}

/** The same of an agent: the legs that began in the interval. */
export function agentIntervalOf({ start, record }: Omit<AgentQuarter, 'agent'>) {
  const { waitMs, talkMs, holdMs, wrapMs, ...counts } = record
  return {
    start: instantText(start),
    ...counts,
    waitSec: sec(waitMs),
    talkSec: sec(talkMs),
    holdSec: sec(holdMs),
    wrapSec: sec(wrapMs),
  }
}
