import type { ActOrder } from '#core/pbx-actions/act-request.ts'
import { type DialPlan, numberToDial } from '#core/pbx-actions/number-to-dial.ts'
import { RING_SEC } from '#core/site/dial-plan.ts'
import type { MapperState } from '../mapping/mapper-state.ts'
import { type PlannedAct, unplanned } from './ami-action.ts'
import { membershipsOf } from './plan-member-act.ts'

export interface DialOptions extends DialPlan {
  /** The context of the dialplan by which the PBX's phones dial. */
  readonly context?: string | undefined
  /** How long the agent's own phone rings. */
  readonly ringSec?: number | undefined
}

const CONTEXT = 'from-internal'
/** Until it is known by its channels, a call is remembered this much longer than the agent's phone may ring. */
const SLACK_MS = 10_000

/** The name of a call at the PBX: what its channel is called from its first event on. */
export const channelIdOf = ({ id }: Pick<ActOrder, 'id'>): string =>
  `huiyin-${id.replace(/[^\w-]/g, '').slice(0, 64)}`

/** The phone behind a queue's way to it: not by the queue's rules, but as a colleague would ring it. */
const phoneOf = (memberInterface: string, context: string): string =>
  memberInterface.replace(/^Local\/([^@]+)@from-queue(\/\w+)?$/, `Local/$1@${context}/n`)

/** Rings the agent's phone first, and dials the customer once it is answered. */
export function planDial(
  mapping: MapperState,
  order: ActOrder,
  options: DialOptions,
  at: number,
): PlannedAct {
  const agent = order.agent ?? ''
  const [membership] = membershipsOf(mapping, agent)
  if (membership === undefined)
    return unplanned(`no phone of ${agent} is known here: name its interface under "agents" of the feed`)
  const found = numberToDial(order.number ?? '', options)
  if (!found.ok) return unplanned(found.why)
  if (isBusy(mapping, agent, found.number, at)) return unplanned('a call is being made already')
  const { context = CONTEXT, ringSec = RING_SEC } = options
  const id = channelIdOf(order)
  mapping.askedCalls.set(id, {
    ...{ agent, number: found.number, callback: order.callback, case: order.case, queue: order.queue },
    until: at + ringSec * 1_000 + SLACK_MS,
  })
  return {
    ok: true,
    actions: [
      {
        action: 'Originate',
        fields: {
          ...{ Channel: phoneOf(membership.interface, context), Context: context, Exten: found.dialled },
          ...{ Priority: '1', CallerID: `<${found.number}>`, Timeout: String(ringSec * 1_000) },
          ...{ Async: 'true', ChannelId: id, OtherChannelId: `${id}-2` },
        },
        about: '',
      },
    ],
  }
}

/** Whether the agent makes a call already, or somebody calls this number. */
function isBusy(mapping: MapperState, agent: string, number: string, at: number): boolean {
  if (mapping.outgoing.ofAgent(agent) !== undefined) return true
  for (const [id, asked] of mapping.askedCalls) {
    const isOver = asked.until < at && mapping.outgoing.byChannel(id) === undefined
    if (isOver) mapping.askedCalls.delete(id)
    else if (asked.agent === agent || asked.number === number) return true
  }
  return false
}
