import type { AgentCore } from '../agents/agent-state.ts'
import type { QueueRow } from '../row.ts'

export type AgentsInQueue = QueueRow['agents']
type Bucket = Exclude<keyof AgentsInQueue, 'signedIn'>

export function noAgents(): AgentsInQueue {
  return { signedIn: 0, available: 0, ringing: 0, busyHere: 0, busyElsewhere: 0, wrapUp: 0, away: 0 }
}

function isHere(core: AgentCore, queues: ReadonlySet<string>): boolean {
  for (const work of core.work.values()) if (work.queue !== null && queues.has(work.queue)) return true
  return false
}

/** As what an agent counts in a place (a queue, or a board's queues); null: not at all. */
export function bucketOf(core: AgentCore, queues: ReadonlySet<string>): Bucket | null {
  if (!core.queues.some((queue) => queues.has(queue))) return null
  switch (core.state) {
    case 'offline':
      return null
    case 'busy':
    case 'hold':
      return isHere(core, queues) ? 'busyHere' : 'busyElsewhere'
    case 'wrap_up':
      return 'wrapUp'
    case 'ringing':
    case 'available':
    case 'away':
      return core.state
    default: {
      const never: never = core.state
      return never
    }
  }
}

/** Counts agents by state in each queue and, once each, in each board; keeps the sums as agents change. */
export interface AgentPlaces {
  /** Which places there are: place key → its queues. */
  configure(places: Map<string, ReadonlySet<string>>): void
  /** The agent is now as `core` says; gives the places whose counts changed. */
  update(agent: string, core: AgentCore): string[]
  counts(place: string): AgentsInQueue
}

export function createAgentPlaces(): AgentPlaces {
  let places = new Map<string, ReadonlySet<string>>()
  const sums = new Map<string, AgentsInQueue>()
  const standing = new Map<string, Map<string, Bucket>>()

  function add(place: string, bucket: Bucket, sign: 1 | -1): void {
    let sum = sums.get(place)
    if (sum === undefined) {
      sum = noAgents()
      sums.set(place, sum)
    }
    sum[bucket] += sign
    sum.signedIn += sign
  }

  function candidates(core: AgentCore): string[] {
    const list: string[] = []
    for (const [place, queues] of places) if (core.queues.some((queue) => queues.has(queue))) list.push(place)
    return list
  }

  return {
    configure(next) {
      places = next
      sums.clear()
      standing.clear()
    },
    update(agent, core) {
      const before = standing.get(agent)
      const after = new Map<string, Bucket>()
      const changed: string[] = []
      if (core.state !== 'offline')
        for (const place of candidates(core)) {
          const bucket = bucketOf(core, places.get(place)!)
          if (bucket !== null) after.set(place, bucket)
        }
      if (before !== undefined)
        for (const [place, bucket] of before)
          if (after.get(place) !== bucket) {
            add(place, bucket, -1)
            changed.push(place)
          }
      for (const [place, bucket] of after)
        if (before?.get(place) !== bucket) {
          add(place, bucket, 1)
          changed.push(place)
        }
      if (after.size > 0) standing.set(agent, after)
      else standing.delete(agent)
      return changed
    },
    counts: (place) => sums.get(place) ?? noAgents(),
  }
}
