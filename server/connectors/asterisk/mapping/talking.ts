import { type AmiMessage, header, headerNumber } from '#store/ami/message.ts'
import type { Caller, EndedBy, Leg } from './caller.ts'
import { callerInQueue } from './entering.ts'
import type { Mapping } from './mapping.ts'
import { asciiId } from './names.ts'
import { answered } from './outcomes.ts'
import { DECIDE_WITHIN_MS } from './queueing.ts'

/** AgentConnect: a member of the queue has the caller. Its hold time is the wait that queue_log writes. */
export function onAgentConnect(mapping: Mapping, message: AmiMessage, at: number): void {
  const agent = mapping.names.agentId(header(message, 'Interface'))
  const found = callerInQueue(mapping, message, at)
  if (found === null) {
    mapping.count('answer_out_of_place')
    return
  }
  const { caller, entry } = found
  const legUniqueid = header(message, 'DestUniqueid')
  const leg: Leg = {
    key: legUniqueid === '' ? entry.key : asciiId(legUniqueid, 100),
    agent,
    queue: entry.queue,
    uniqueid: entry.uniqueid,
    startedAt: at,
    held: false,
  }
  answered(mapping, caller, leg, headerNumber(message, 'HoldTime'), at)
}

/**
 * AgentComplete: the agent's part is over. An attended transfer may follow in the same instant, so the end of the
 * call is told when its channel is gone, or nothing else was heard of it for a while.
 * Late and second ones (after a transfer) find no leg that is theirs and change nothing.
 */
export function onAgentComplete(mapping: Mapping, message: AmiMessage, at: number): void {
  const found = legOf(mapping, message)
  if (found === null) {
    mapping.count('complete_out_of_place')
    return
  }
  const { caller, leg } = found
  const reason = header(message, 'Reason')
  if (caller.stage.is === 'transferring') return
  if (reason === 'transfer') {
    caller.stage = { is: 'transferring', leg, at }
  } else {
    const endedAt = caller.stage.is === 'ending' ? caller.stage.at : at
    caller.stage = { is: 'ending', leg, at: endedAt, by: reason === 'caller' ? 'customer' : 'agent' }
  }
  mapping.undecided.set(caller, at + DECIDE_WITHIN_MS)
}

/** The caller's channel is gone while an agent had it; AgentComplete, which says by whom, may come after. */
export function onTalkingChannelGone(mapping: Mapping, caller: Caller, leg: Leg, at: number): void {
  const by: EndedBy = caller.hangup === 'customer' ? 'customer' : 'agent'
  caller.stage = { is: 'ending', leg, at, by }
  mapping.undecided.set(caller, at + DECIDE_WITHIN_MS)
}

/** The leg that an AgentComplete is about: by the caller's channel, or where that is missing by queue and agent. */
function legOf(mapping: Mapping, message: AmiMessage): { caller: Caller; leg: Leg } | null {
  const uniqueid = header(message, 'Uniqueid')
  const queue = mapping.names.queueId(header(message, 'Queue'))
  const agent = mapping.names.agentId(header(message, 'Interface'))
  const known = mapping.callers.byChannel(uniqueid)
  const candidates = uniqueid === '' ? mapping.callers.all() : known === undefined ? [] : [known]
  for (const caller of candidates) {
    const leg = currentLeg(caller)
    if (leg === null || leg.queue !== queue || leg.agent !== agent) continue
    if (uniqueid === '' || leg.uniqueid === uniqueid) return { caller, leg }
  }
  return null
}

/** The agent's part that is running, or whose end is not certain yet. */
export function currentLeg(caller: Caller): Leg | null {
  const { stage } = caller
  return stage.is === 'talking' || stage.is === 'ending' || stage.is === 'transferring' ? stage.leg : null
}
