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

/** As what an agent of a place (a queue, or a board's queues) counts there; null: not at all. */
export function bucketOf(core: AgentCore, queues: ReadonlySet<string>): Bucket | null {
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
  update(agent: string, core: AgentCore): readonly string[]
  /** Whether these are the queues with which the agent was counted last. */
  knows(agent: string, queues: readonly string[]): boolean
  counts(place: string): AgentsInQueue
}

interface Standing {
  queues: readonly string[]
  places: string[]
  buckets: (Bucket | null)[]
  /** The state in which the agent was counted; null: to be counted anew. */
  state: AgentCore['state'] | null
}

const NONE: readonly string[] = []

/** Where somebody who works counts hangs on the contacts too, in every other state on the state alone. */
function isAsBefore(before: Standing, core: AgentCore): boolean {
  return before.state === core.state && core.state !== 'busy' && core.state !== 'hold'
}

export function createAgentPlaces(): AgentPlaces {
  let places = new Map<string, ReadonlySet<string>>()
  const sums = new Map<string, AgentsInQueue>()
  const standing = new Map<string, Standing>()

  function add(place: string, bucket: Bucket, sign: 1 | -1): void {
    let sum = sums.get(place)
    if (sum === undefined) {
      sum = noAgents()
      sums.set(place, sum)
    }
    sum[bucket] += sign
    sum.signedIn += sign
  }

  function move(place: string, from: Bucket | null, to: Bucket | null, changed: string[]): void {
    if (from === to) return
    if (from !== null) add(place, from, -1)
    if (to !== null) add(place, to, 1)
    changed.push(place)
  }

  /** Where an agent with these queues counts; looked up again only when the list is another one. */
  function stand(agent: string, core: AgentCore, changed: string[]): Standing {
    const before = standing.get(agent)
    if (before !== undefined && before.queues === core.queues) return before
    before?.places.forEach((place, index) => {
      move(place, before.buckets[index]!, null, changed)
    })
    const here = [...places.keys()].filter((place) =>
      core.queues.some((queue) => places.get(place)!.has(queue)),
    )
    const now = { queues: core.queues, places: here, buckets: here.map(() => null), state: null }
    standing.set(agent, now)
    return now
  }

  return {
    configure(next) {
      places = next
      sums.clear()
      standing.clear()
    },
    update(agent, core) {
      const before = standing.get(agent)
      if (before !== undefined && before.queues === core.queues && isAsBefore(before, core)) return NONE
      const changed: string[] = []
      const now = stand(agent, core, changed)
      now.state = core.state
      const { places: here, buckets } = now
      for (let index = 0; index < here.length; index++) {
        const place = here[index]!
        const bucket = bucketOf(core, places.get(place)!)
        move(place, buckets[index]!, bucket, changed)
        buckets[index] = bucket
      }
      return changed
    },
    knows: (agent, queues) => standing.get(agent)?.queues === queues,
    counts: (place) => sums.get(place) ?? noAgents(),
  }
}
