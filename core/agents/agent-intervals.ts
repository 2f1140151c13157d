import { INTERVAL_MS, intervalStart } from '../queues/queue-live.ts'
import { type AgentRecord, addLegs, type LegCounted, noLegs } from './leg-counts.ts'

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
  /** An agent's records that begin in [from, to), oldest first. */
  intervals(agent: string, from: number, to: number): AgentInterval[]
  forgetBefore(at: number): void
  dump(): Iterable<AgentIntervalsDump>
  load(dump: AgentIntervalsDump): void
}

export function createAgentIntervals(): AgentIntervals {
  const agents = new Map<string, Map<number, AgentRecord>>()

  function put({ agent, from, counts }: LegCounted): void {
    let records = agents.get(agent)
    if (records === undefined) {
      records = new Map()
      agents.set(agent, records)
    }
    const start = intervalStart(from)
    let record = records.get(start)
    if (record === undefined) {
      record = noLegs()
      records.set(start, record)
    }
    addLegs(record, counts, 1)
  }

  return {
    put,
    take({ agent, from, counts }) {
      // Records of long past days are forgotten; there is nothing to take out of them.
      const record = agents.get(agent)?.get(intervalStart(from))
      if (record !== undefined) addLegs(record, counts, -1)
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
