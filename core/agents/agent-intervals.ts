import { INTERVAL_MS, intervalStart } from '../queues/queue-live.ts'
import { type AgentRecord, addLegs, changeLegs, type LegCounted, noLegs } from './leg-counts.ts'

export interface AgentInterval {
  readonly start: number
  readonly record: AgentRecord
}

export interface AgentIntervalsDump {
  readonly agent: string
  readonly records: readonly AgentInterval[]
}

/** The 15-minute records of all agents; a leg belongs to the interval in which it began. */
export interface AgentIntervals {
  put(leg: LegCounted): void
  take(leg: LegCounted): void
  /** The leg is the same, and counts as `now`. */
  change(leg: LegCounted, now: LegCounted): void
  /** An agent's records that begin in [from, to), oldest first. */
  intervals(agent: string, from: number, to: number): AgentInterval[]
  forgetBefore(at: number): void
  dump(): Iterable<AgentIntervalsDump>
  load(dump: AgentIntervalsDump): void
}

export function createAgentIntervals(): AgentIntervals {
  const agents = new Map<string, Map<number, AgentRecord>>()

  function put(leg: LegCounted): void {
    let records = agents.get(leg.agent)
    if (records === undefined) {
      records = new Map()
      agents.set(leg.agent, records)
    }
    const start = intervalStart(leg.from)
    let record = records.get(start)
    if (record === undefined) {
      record = noLegs()
      records.set(start, record)
    }
    leg.record = record
    addLegs(record, leg.counts, 1)
  }

  /** Where a leg is counted. Records of long past days are forgotten; there is nothing to take out of them. */
  function recordOf(leg: LegCounted): AgentRecord | null {
    leg.record ??= agents.get(leg.agent)?.get(intervalStart(leg.from)) ?? null
    return leg.record
  }

  return {
    put,
    take(leg) {
      const record = recordOf(leg)
      if (record !== null) addLegs(record, leg.counts, -1)
    },
    change(leg, { to, wrapMs, counts }) {
      const record = recordOf(leg)
      if (record !== null) changeLegs(record, leg.counts, counts)
      leg.to = to
      leg.wrapMs = wrapMs
      leg.counts = counts
    },
    intervals(agent, from, to) {
      const records = agents.get(agent)
      if (records === undefined) return []
      if ((to - from) / INTERVAL_MS > records.size)
        return [...records]
          .filter(([start]) => start >= from && start < to)
          .sort(([a], [b]) => a - b)
          .map(([start, record]) => ({ start, record }))
      const found: AgentInterval[] = []
      for (let start = intervalStart(from + INTERVAL_MS - 1); start < to; start += INTERVAL_MS) {
        const record = records.get(start)
        if (record !== undefined) found.push({ start, record })
      }
      return found
    },
    forgetBefore(at) {
      for (const records of agents.values())
        for (const start of records.keys()) if (start < at) records.delete(start)
    },
    *dump() {
      for (const [agent, records] of agents)
        yield { agent, records: [...records].map(([start, record]) => ({ start, record })) }
    },
    load({ agent, records }) {
      agents.set(agent, new Map(records.map(({ start, record }) => [start, record])))
    },
  }
}
