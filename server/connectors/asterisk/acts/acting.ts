import { type Act, type ActAnswer, type ActOrder, actRefused } from '#core/pbx-actions/act-request.ts'
import { type AmiMessage, header } from '#protocols/ami/message.ts'
import { ActionRefused } from '#protocols/ami/write.ts'
import type { AmiClient } from '../client.ts'
import type { MapperState } from '../mapping/mapper-state.ts'
import type { AmiReply } from '../requests.ts'
import type { AmiAction, PlannedAct } from './ami-action.ts'
import { planCallerAct } from './plan-caller-act.ts'
import { channelIdOf, type DialOptions, planDial } from './plan-dial.ts'
import { planMemberAct } from './plan-member-act.ts'

/** Asks one PBX to act, and says what it answered. */
export interface PbxActing {
  /** Finds out, once signed in, what the account may ask for. */
  connected(): Promise<void>
  disconnected(): void
  /** What can be asked for; nothing while that is not known. */
  readonly acts: readonly Act[]
  act(order: ActOrder): Promise<ActAnswer>
}

/** The contract gives three seconds from the press on; what is left is for the way there and back. */
const ANSWER_MS = 2_500
/** A pause that the PBX tells of within this time of one that was asked for is that one. */
const PAUSED_BY_MS = 5_000

/** The AMI action that each act needs. */
const NEEDS: Readonly<Record<Act, string>> = {
  pause: 'QueuePause',
  unpause: 'QueuePause',
  sign_in: 'QueueAdd',
  sign_out: 'QueueRemove',
  queues: 'QueueAdd',
  dial: 'Originate',
  priority: 'QueueChangePriorityCaller',
  withdraw: 'QueueWithdrawCaller',
}

function plan(mapping: MapperState, order: ActOrder, dial: DialOptions, at: number): PlannedAct {
  switch (order.name) {
    case 'dial':
      return planDial(mapping, order, dial, at)
    case 'priority':
    case 'withdraw':
      return planCallerAct(mapping, order)
    default:
      return planMemberAct(mapping, order)
  }
}

/** What is told of an action that the PBX refused, or of which it said nothing. */
function fault(reply: AmiReply, about: string): ActAnswer | null {
  switch (reply.is) {
    case 'answered': {
      if (reply.message.name !== 'Error') return null
      const text = header(reply.message, 'Message')
      return actRefused('refused', about === '' ? text : `${text} (${about})`)
    }
    case 'away':
      return actRefused('unreachable', 'not connected')
    case 'cut':
      return actRefused('unreachable', 'the connection broke before an answer came')
    case 'timeout':
      return actRefused('timeout', 'no answer')
    default:
      return reply satisfies never
  }
}

/** Whether the PBX said no, or was not asked at all; of an answer that is late, or was cut off, nobody knows. */
const isNotDone = (reply: AmiReply): boolean =>
  reply.is === 'away' || (reply.is === 'answered' && reply.message.name === 'Error')

export interface ActingContext {
  readonly now: () => number
  /** Something else can be asked for. */
  readonly changed: () => void
  readonly dial?: DialOptions | undefined
}

export function createActing(
  mapping: MapperState,
  client: () => Pick<AmiClient, 'request' | 'askQueue'>,
  { now, changed, dial = {} }: ActingContext,
): PbxActing {
  let acts: readonly Act[] = []
  /** What is on its way, by what it moves: a second press is the first. */
  const running = new Map<string, Promise<ActAnswer>>()

  function read(message: AmiMessage): void {
    const may = new Set(message.headers.map(([name]) => name))
    acts = (Object.keys(NEEDS) as Act[]).filter((act) => may.has(NEEDS[act]))
    changed()
  }

  async function send(order: ActOrder, actions: readonly AmiAction[]): Promise<ActAnswer> {
    const { agent, by } = order
    if (agent !== null && order.name === 'pause')
      mapping.pausedBy.set(agent, { by, until: now() + PAUSED_BY_MS })
    const replies = await Promise.all(
      actions.map(({ action, fields }) => client().request(action, fields, ANSWER_MS)),
    )
    if (replies.every(isNotDone)) forget(order)
    // No event tells of it: the queue's list does.
    else if (order.name === 'priority') client().askQueue(actions[0]!.fields.Queue!)
    const faults = replies.map((reply, place) =>
      fault(reply, actions.length === 1 ? '' : actions[place]!.about),
    )
    return faults.find((each) => each !== null) ?? { ok: true }
  }

  /** It will not happen. What is only late may still, and is then known for what was asked. */
  function forget(order: ActOrder): void {
    if (order.name === 'pause') mapping.pausedBy.delete(order.agent ?? '')
    if (order.name === 'withdraw')
      mapping.takenOut.delete(mapping.names.uniqueidOf(order.contact ?? '') ?? '')
    if (order.name === 'dial') mapping.askedCalls.delete(channelIdOf(order))
  }

  async function start(order: ActOrder): Promise<ActAnswer> {
    const planned = plan(mapping, order, dial, now())
    if (!planned.ok) return actRefused('refused', planned.message)
    try {
      return await send(order, planned.actions)
    } catch (error) {
      // What would break out of its line is never sent.
      if (!(error instanceof ActionRefused)) throw error
      forget(order)
      return actRefused('refused', error.message)
    }
  }

  return {
    async connected() {
      const reply = await client().request('ListCommands', {}, ANSWER_MS)
      if (reply.is === 'answered' && reply.message.name !== 'Error') read(reply.message)
    },
    disconnected() {
      acts = []
    },
    get acts() {
      return acts
    },
    act(order) {
      const { id: _id, by: _by, ...what } = order
      const key = JSON.stringify(what)
      const same = running.get(key)
      if (same !== undefined) return same
      const going = start(order).finally(() => running.delete(key))
      running.set(key, going)
      return going
    },
  }
}
