import type { ActOrder } from '#core/pbx-actions/act-request.ts'
import type { MapperState } from '../mapping/mapper-state.ts'
import { isReachable, type Member, memberPresence } from '../mapping/member.ts'
import { type AmiAction, type PlannedAct, unplanned } from './ami-action.ts'

/** The PBX's name of a queue. */
export function pbxQueueOf(
  { names, heardOf }: Pick<MapperState, 'names' | 'heardOf'>,
  queue: string,
): string {
  return heardOf.get(queue) ?? names.pbxQueue(queue) ?? queue
}

/** An agent at the PBX: each interface that is theirs, with the queues that it is in. */
interface AgentMembership {
  readonly interface: string
  readonly member: Member | null
}

/** The interfaces by which an agent is in queues now; of who is in none, the one that the site file or the id names. */
export function membershipsOf(mapping: MapperState, agent: string): AgentMembership[] {
  const here = [...mapping.members.all()].filter(({ id, queues }) => id === agent && queues.size > 0)
  if (here.length > 0) return here.map((member) => ({ interface: member.interface, member }))
  const known = mapping.members.byAgent(agent)
  const name =
    known?.interface ?? mapping.names.interfaceOf(agent) ?? (agent.includes('/') ? agent : undefined)
  return name === undefined ? [] : [{ interface: name, member: known ?? null }]
}

/** FreePBX watches a phone behind `Local/101@from-queue/n` by its hint; other interfaces are watched themselves. */
function stateInterfaceOf({ interface: name, member }: AgentMembership): Record<string, string> {
  const hint = /^Local\/([^@]+)@from-queue/.exec(name)?.[1]
  const known = member?.stateInterface ?? ''
  if (known !== '' && known !== name) return { StateInterface: known }
  return hint === undefined ? {} : { StateInterface: `hint:${hint}@ext-local` }
}

const pauseFields = (reason: string | null): Record<string, string> =>
  reason === null ? {} : { Reason: reason }

function pauses(mapping: MapperState, order: ActOrder, memberships: readonly AgentMembership[]): AmiAction[] {
  const isPause = order.name === 'pause'
  const reason = order.reason === null ? null : mapping.names.pbxReason(order.reason)
  const { queue } = order
  // Of several phones each may be in other queues; what none of them is in the PBX refuses itself.
  const there = memberships.filter((membership) => queue !== null && queuesOf(membership).includes(queue))
  return (there.length > 0 ? there : memberships).map(({ interface: name }) => ({
    action: 'QueuePause',
    fields: {
      ...{ Interface: name, Paused: isPause ? 'true' : 'false' },
      ...(isPause ? pauseFields(reason) : {}),
      ...(queue === null ? {} : { Queue: pbxQueueOf(mapping, queue) }),
    },
    about: queue ?? '',
  }))
}

/** Who is away everywhere is so in a queue that they come into, too. */
function pauseTakenAlong({ names }: MapperState, { member }: AgentMembership): Record<string, string> {
  const presence = member === null ? null : memberPresence(member)
  if (presence?.is !== 'signed_in' || presence.away === null) return { Paused: 'false' }
  return { Paused: 'true', ...(presence.away === '' ? {} : { Reason: names.pbxReason(presence.away) }) }
}

function add(mapping: MapperState, order: ActOrder, membership: AgentMembership, queue: string): AmiAction {
  const name = membership.member?.name ?? order.agentName
  return {
    action: 'QueueAdd',
    fields: {
      ...{ Queue: pbxQueueOf(mapping, queue), Interface: membership.interface },
      ...(name === null ? {} : { MemberName: name }),
      ...stateInterfaceOf(membership),
      Penalty: String(order.penalty ?? 0),
      ...pauseTakenAlong(mapping, membership),
    },
    about: queue,
  }
}

const remove = (mapping: MapperState, { interface: name }: AgentMembership, queue: string): AmiAction => ({
  action: 'QueueRemove',
  fields: { Queue: pbxQueueOf(mapping, queue), Interface: name },
  about: queue,
})

const queuesOf = ({ member }: AgentMembership): string[] => [...(member?.queues.keys() ?? [])]

/**
 * Into the queues that are asked for, without those where the agent is already; who is in all of them is unpaused there,
 * or everywhere where none is named.
 */
function signIn(mapping: MapperState, order: ActOrder, memberships: readonly AgentMembership[]): PlannedAct {
  const membership = memberships[0]!
  const wanted = order.queues ?? []
  const missing = wanted.filter((queue) => !memberships.some((each) => queuesOf(each).includes(queue)))
  if (missing.length > 0)
    return { ok: true, actions: missing.map((queue) => add(mapping, order, membership, queue)) }
  const { member } = membership
  if (member !== null && !isReachable(member.status))
    return unplanned('the phone cannot be reached by the PBX: see that it is switched on and registered')
  const isWhole =
    wanted.length === 0 ||
    memberships.every((each) => queuesOf(each).every((queue) => wanted.includes(queue)))
  const places = isWhole ? [null] : wanted
  return {
    ok: true,
    actions: places.flatMap((queue) => pauses(mapping, { ...order, name: 'unpause', queue }, memberships)),
  }
}

/** Out of the queues that are asked for, or of all. */
function signOut(mapping: MapperState, order: ActOrder, memberships: readonly AgentMembership[]): PlannedAct {
  const actions = memberships.flatMap((membership) =>
    queuesOf(membership)
      .filter((queue) => order.queues === null || order.queues.includes(queue))
      .map((queue) => remove(mapping, membership, queue)),
  )
  return actions.length === 0 ? unplanned('Not there') : { ok: true, actions }
}

function setQueues(
  mapping: MapperState,
  order: ActOrder,
  memberships: readonly AgentMembership[],
): PlannedAct {
  const { queue, penalty, queues } = order
  if (queues === null) {
    const fields = { Penalty: String(penalty ?? 0), Queue: pbxQueueOf(mapping, queue ?? '') }
    const actions = memberships.map(({ interface: name }) => ({
      action: 'QueuePenalty',
      fields: { Interface: name, ...fields },
      about: queue ?? '',
    }))
    return { ok: true, actions }
  }
  const out = memberships.flatMap((membership) =>
    queuesOf(membership)
      .filter((each) => !queues.includes(each))
      .map((each) => remove(mapping, membership, each)),
  )
  const into = queues
    .filter((each) => !memberships.some((membership) => queuesOf(membership).includes(each)))
    .map((each) => add(mapping, order, memberships[0]!, each))
  return { ok: true, actions: [...into, ...out] }
}

/** What an act about an agent's place in the queues means at the PBX. */
export function planMemberAct(mapping: MapperState, order: ActOrder): PlannedAct {
  const agent = order.agent ?? ''
  const memberships = membershipsOf(mapping, agent)
  if (memberships.length === 0)
    return unplanned(`no phone of ${agent} is known here: name its interface under "agents" of the feed`)
  switch (order.name) {
    case 'pause':
    case 'unpause':
      return { ok: true, actions: pauses(mapping, order, memberships) }
    case 'sign_in':
      return signIn(mapping, order, memberships)
    case 'sign_out':
      return signOut(mapping, order, memberships)
    case 'queues':
      return setQueues(mapping, order, memberships)
    case 'dial':
    case 'priority':
    case 'withdraw':
      return unplanned(`${order.name} is no act about queues`)
    default:
      return order.name satisfies never
  }
}
