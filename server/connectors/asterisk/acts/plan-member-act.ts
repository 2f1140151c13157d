import type { ActOrder } from '#core/acts/act-request.ts'
import type { Mapping } from '../mapping/mapping.ts'
import { isReachable, type Member } from '../mapping/member.ts'
import { type AmiAction, type PlannedAct, unplanned } from './ami-action.ts'

/** The PBX's name of a queue. */
export function pbxQueueOf({ names, heardOf }: Pick<Mapping, 'names' | 'heardOf'>, queue: string): string {
  return heardOf.get(queue) ?? names.pbxQueue(queue) ?? queue
}

/** An agent at the PBX: each interface that is theirs, with the queues that it is in. */
interface Seat {
  readonly interface: string
  readonly member: Member | null
}

/** The interfaces by which an agent is in queues now; of who is in none, the one that the site file or the id names. */
export function seatsOf(mapping: Mapping, agent: string): Seat[] {
  const here = [...mapping.members.all()].filter(({ id, queues }) => id === agent && queues.size > 0)
  if (here.length > 0) return here.map((member) => ({ interface: member.interface, member }))
  const known = mapping.members.byAgent(agent)
  const name =
    known?.interface ?? mapping.names.interfaceOf(agent) ?? (agent.includes('/') ? agent : undefined)
  return name === undefined ? [] : [{ interface: name, member: known ?? null }]
}

/** FreePBX watches a phone behind `Local/101@from-queue/n` by its hint; other interfaces are watched themselves. */
function stateInterfaceOf({ interface: name, member }: Seat): Record<string, string> {
  const hint = /^Local\/([^@]+)@from-queue/.exec(name)?.[1]
  const known = member?.stateInterface ?? ''
  if (known !== '' && known !== name) return { StateInterface: known }
  return hint === undefined ? {} : { StateInterface: `hint:${hint}@ext-local` }
}

const pauseFields = (reason: string | null): Record<string, string> =>
  reason === null ? {} : { Reason: reason }

function pause(mapping: Mapping, order: ActOrder, seats: readonly Seat[]): PlannedAct {
  const isPause = order.name === 'pause'
  const reason = order.reason === null ? null : mapping.names.pbxReason(order.reason)
  const queue: Record<string, string> =
    order.queue === null ? {} : { Queue: pbxQueueOf(mapping, order.queue) }
  const actions = seats.map(
    ({ interface: name }): AmiAction => ({
      action: 'QueuePause',
      fields: {
        ...{ Interface: name, Paused: isPause ? 'true' : 'false' },
        ...(isPause ? pauseFields(reason) : {}),
        ...queue,
      },
      about: order.queue ?? '',
    }),
  )
  return { ok: true, actions }
}

function add(mapping: Mapping, order: ActOrder, seat: Seat, queue: string): AmiAction {
  const name = seat.member?.name ?? order.agentName
  return {
    action: 'QueueAdd',
    fields: {
      ...{ Queue: pbxQueueOf(mapping, queue), Interface: seat.interface },
      ...(name === null ? {} : { MemberName: name }),
      ...stateInterfaceOf(seat),
      Penalty: String(order.penalty ?? 0),
      Paused: 'false',
    },
    about: queue,
  }
}

const remove = (mapping: Mapping, { interface: name }: Seat, queue: string): AmiAction => ({
  action: 'QueueRemove',
  fields: { Queue: pbxQueueOf(mapping, queue), Interface: name },
  about: queue,
})

const queuesOf = ({ member }: Seat): string[] => [...(member?.queues.keys() ?? [])]

/** Into the queues that are asked for, without those where the agent is already; who is in all of them is unpaused. */
function signIn(mapping: Mapping, order: ActOrder, seats: readonly Seat[]): PlannedAct {
  const seat = seats[0]!
  const wanted = order.queues ?? []
  const missing = wanted.filter((queue) => !seats.some((each) => queuesOf(each).includes(queue)))
  if (missing.length > 0)
    return { ok: true, actions: missing.map((queue) => add(mapping, order, seat, queue)) }
  const { member } = seat
  if (member !== null && !isReachable(member.status))
    return unplanned('the phone cannot be reached by the PBX: see that it is switched on and registered')
  return pause(mapping, { ...order, name: 'unpause', queue: null }, seats)
}

/** Out of the queues that are asked for, or of all. */
function signOut(mapping: Mapping, order: ActOrder, seats: readonly Seat[]): PlannedAct {
  const actions = seats.flatMap((seat) =>
    queuesOf(seat)
      .filter((queue) => order.queues === null || order.queues.includes(queue))
      .map((queue) => remove(mapping, seat, queue)),
  )
  return actions.length === 0 ? unplanned('Not there') : { ok: true, actions }
}

function setQueues(mapping: Mapping, order: ActOrder, seats: readonly Seat[]): PlannedAct {
  const { queue, penalty, queues } = order
  if (queues === null) {
    const fields = { Penalty: String(penalty ?? 0), Queue: pbxQueueOf(mapping, queue ?? '') }
    const actions = seats.map(({ interface: name }) => ({
      action: 'QueuePenalty',
      fields: { Interface: name, ...fields },
      about: queue ?? '',
    }))
    return { ok: true, actions }
  }
  const out = seats.flatMap((seat) =>
    queuesOf(seat)
      .filter((each) => !queues.includes(each))
      .map((each) => remove(mapping, seat, each)),
  )
  const into = queues
    .filter((each) => !seats.some((seat) => queuesOf(seat).includes(each)))
    .map((each) => add(mapping, order, seats[0]!, each))
  return { ok: true, actions: [...into, ...out] }
}

/** What an act about an agent's place in the queues means at the PBX. */
export function planMemberAct(mapping: Mapping, order: ActOrder): PlannedAct {
  const agent = order.agent ?? ''
  const seats = seatsOf(mapping, agent)
  if (seats.length === 0)
    return unplanned(`no phone of ${agent} is known here: name its interface under "agents" of the feed`)
  switch (order.name) {
    case 'pause':
    case 'unpause':
      return pause(mapping, order, seats)
    case 'sign_in':
      return signIn(mapping, order, seats)
    case 'sign_out':
      return signOut(mapping, order, seats)
    case 'queues':
      return setQueues(mapping, order, seats)
    case 'dial':
    case 'priority':
    case 'withdraw':
      return unplanned(`${order.name} is no act about queues`)
    default:
      return order.name satisfies never
  }
}
