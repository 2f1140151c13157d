import {
  type CountedGroup,
  type Membership,
  NOWHERE,
  type WithMembership,
} from '../agents/agent-membership.ts'
import type { AgentCore, Work } from '../agents/agent-state.ts'
import type { BrokenInvariants } from '../invariants/broken-invariants.ts'
import type { QueueRow } from '../rows/row.ts'

export type AgentsInQueue = QueueRow['agents']

/** As what an agent of a place (a queue, or a board's queues) may count there, as numbers: they are added up by them. */
const AVAILABLE = 0
const RINGING = 1
const BUSY_HERE = 2
const BUSY_ELSEWHERE = 3
const WRAP_UP = 4
const AWAY = 5

/** As what an agent counts by the state alone; who is busy counts as busy here or as busy elsewhere. */
function bucketOf(state: AgentCore['state']): number {
  switch (state) {
    case 'offline':
      return NOWHERE
    case 'busy':
    case 'hold':
      return BUSY_HERE
    case 'wrap_up':
      return WRAP_UP
    case 'ringing':
      return RINGING
    case 'available':
      return AVAILABLE
    case 'away':
      return AWAY
    default:
      return state satisfies never
  }
}

/** Every queue is of the whole site, also one that only a contact has named so far. */
function isHere(work: readonly Work[], { kind, queues }: CountedGroup): boolean {
  for (let index = 0; index < work.length; index++) {
    const { queue } = work[index]!
    if (queue !== null && (kind === 'whole' || queues.has(queue))) return true
  }
  return false
}

/** Counts agents by state in each queue and, once each, in each board; keeps the sums as agents change. */
export interface AgentGroups {
  /** Which places there are; all agents are to be counted anew. */
  configure(places: CountedGroup[]): void
  /**
   * One queue more, in which no agent that was counted is: it gets a place of its own, and belongs to the whole. Nobody
   * is counted anew, so that a queue which an event brings costs the same however many queues and agents there are.
   */
  add(queue: string): void
  /** The agent is now as `core` says; tells `changed` the places whose counts changed. */
  update(agent: WithMembership): void
  /** Whether these are the queues with which the agent was counted last. */
  knows(agent: WithMembership): boolean
  counts(kind: CountedGroup['kind'], id: string): AgentsInQueue
}

const keyOf = (kind: CountedGroup['kind'], id: string) => `${kind}/${id}`

/** A queue or a board in which nobody counts yet; a board counts whoever is in one of its `queues`. */
export function newCountedGroup(
  kind: CountedGroup['kind'],
  id: string,
  queues: Iterable<string>,
): CountedGroup {
  return { kind, id, queues: new Set(queues), counts: [0, 0, 0, 0, 0, 0] }
}

/** Where somebody who works counts hangs on the contacts too, in every other state on the state alone. */
function isAsBefore(membership: Membership, core: AgentCore, bucket: number): boolean {
  return membership.bucket === bucket && (bucket !== BUSY_HERE || membership.work === core.work)
}

export function createAgentGroups(
  changed: (group: CountedGroup) => void,
  broken: Pick<BrokenInvariants, 'note'>,
): AgentGroups {
  let round = 0
  /** By kind and id. */
  let places = new Map<string, CountedGroup>()
  /** The places in which the agents of a queue count. */
  let placesOf = new Map<string, CountedGroup[]>()

  function open(group: CountedGroup): void {
    places.set(keyOf(group.kind, group.id), group)
    for (const queue of group.queues) openTo(queue, group)
  }

  function openTo(queue: string, group: CountedGroup): void {
    const there = placesOf.get(queue)
    if (there === undefined) placesOf.set(queue, [group])
    else there.push(group)
  }

  function move(group: CountedGroup, from: number, to: number): void {
    if (from === to) return
    if (from !== NOWHERE && group.counts[from]!-- <= 0)
      broken.note('an agent is in exactly one state', keyOf(group.kind, group.id))
    if (to !== NOWHERE) group.counts[to]!++
    changed(group)
  }

  function knows({ core, membership }: WithMembership): boolean {
    return membership.queues === core.queues && membership.round === round
  }

  /** Looked up again only when the agent has other queues, or there are other places. */
  function sit({ core, membership }: WithMembership): void {
    if (membership.round === round)
      membership.places.forEach((group, index) => {
        move(group, membership.buckets[index]!, NOWHERE)
      })
    membership.round = round
    membership.queues = core.queues
    membership.places = [...new Set(core.queues.flatMap((queue) => placesOf.get(queue) ?? []))]
    membership.buckets = membership.places.map(() => NOWHERE)
  }

  return {
    configure(next) {
      places = new Map()
      placesOf = new Map()
      for (const group of next) open(group)
      round++
    },
    add(queue) {
      if (places.has(keyOf('queue', queue))) return
      open(newCountedGroup('queue', queue, [queue]))
      const whole = places.get(keyOf('whole', ''))
      if (whole === undefined || whole.queues.has(queue)) return
      whole.queues.add(queue)
      openTo(queue, whole)
    },
    update(agent) {
      const { core, membership } = agent
      const bucket = bucketOf(core.state)
      if (!knows(agent)) sit(agent)
      else if (isAsBefore(membership, core, bucket)) return
      membership.bucket = bucket
      membership.work = core.work
      const { buckets } = membership
      for (let index = 0; index < buckets.length; index++) {
        const group = membership.places[index]!
        const now = bucket === BUSY_HERE && !isHere(core.work, group) ? BUSY_ELSEWHERE : bucket
        move(group, buckets[index]!, now)
        buckets[index] = now
      }
    },
    knows,
    counts(kind, id) {
      return agentsFrom(places.get(keyOf(kind, id))?.counts ?? [])
    },
  }
}

function agentsFrom(sums: readonly number[]): AgentsInQueue {
  const [available = 0, ringing = 0, busyHere = 0, busyElsewhere = 0, wrapUp = 0, away = 0] = sums
  const signedIn = available + ringing + busyHere + busyElsewhere + wrapUp + away
  return { signedIn, available, ringing, busyHere, busyElsewhere, wrapUp, away }
}
