import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'
import { agentOf } from './agent-of.ts'
import { callerInQueue } from './entering.ts'
import type { MapperState } from './mapper-state.ts'
import { asciiId } from './names.ts'
import { answered, passOn } from './outcomes.ts'
import type { EndedBy, PbxCall, PbxLeg } from './pbx-call.ts'
import { DECIDE_WITHIN_MS } from './queueing.ts'

/** By how much a talk's own seconds may exceed ours and still be its own. */
const LATE_COMPLETE_SEC = 5

/** AgentConnect: a member of the queue has the caller. Its hold time is the wait that queue_log writes. */
export function onAgentConnect(mapping: MapperState, message: AmiMessage, at: number): void {
  const agent = agentOf(mapping, message)
  if (agent === null) {
    mapping.count('answer_without_agent')
    return
  }
  const found = callerInQueue(mapping, message, at)
  if (found === null) {
    if (!takenOver(mapping, message, agent, at)) mapping.count('answer_out_of_place')
    return
  }
  const { caller, entry } = found
  const legUniqueid = header(message, 'DestUniqueid')
  const leg: PbxLeg = {
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
 * Another member of the queue has a caller who talks there already: the first pressed the key by which the caller is
 * offered anew. No word of joining comes between.
 */
function takenOver(mapping: MapperState, message: AmiMessage, agent: string, at: number): boolean {
  const caller = mapping.callers.byChannel(header(message, 'Uniqueid'))
  if (caller === undefined || (caller.stage.is !== 'talking' && caller.stage.is !== 'ending')) return false
  const { leg } = caller.stage
  if (leg.agent === agent || leg.queue !== mapping.names.queueId(header(message, 'Queue'))) return false
  const legUniqueid = header(message, 'DestUniqueid') || `${caller.uniqueid}/${at}`
  passOn(mapping, caller, leg, { agent }, caller.stage.is === 'ending' ? caller.stage.at : at)
  const next = { ...leg, key: asciiId(legUniqueid, 100), agent, startedAt: at, held: false }
  answered(mapping, caller, next, null, at)
  return true
}

/**
 * AgentComplete: the agent's part is over. An attended transfer may follow in the same instant, so the end of the
 * call is told when its channel is gone, or nothing else was heard of it for a while.
 * Late and second ones (after a transfer) find no leg that is theirs and change nothing.
 */
export function onAgentComplete(mapping: MapperState, message: AmiMessage, at: number): void {
  const found = legOf(mapping, message, at)
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
export function onTalkingChannelGone(mapping: MapperState, caller: PbxCall, leg: PbxLeg, at: number): void {
  const by: EndedBy = caller.hangup === 'customer' ? 'customer' : 'agent'
  caller.stage = { is: 'ending', leg, at, by }
  mapping.undecided.set(caller, at + DECIDE_WITHIN_MS)
}

/** The leg that an AgentComplete is about: by the caller's channel, or where that is missing by queue and agent. */
function legOf(
  mapping: MapperState,
  message: AmiMessage,
  at: number,
): { caller: PbxCall; leg: PbxLeg } | null {
  const uniqueid = header(message, 'Uniqueid')
  const queue = mapping.names.queueId(header(message, 'Queue'))
  const agent = agentOf(mapping, message)
  const known = mapping.callers.byChannel(uniqueid)
  const candidates = uniqueid === '' ? mapping.callers.all() : known === undefined ? [] : [known]
  for (const caller of candidates) {
    const leg = currentLeg(caller)
    if (leg === null || leg.queue !== queue || leg.agent !== agent) continue
    if (isOfEarlierTalk(message, leg, at)) continue
    if (uniqueid === '' || leg.uniqueid === uniqueid) return { caller, leg }
  }
  return null
}

/** An AgentComplete may come long after its talk, when the agent has the next: that one has not lasted so long. */
function isOfEarlierTalk(message: AmiMessage, leg: PbxLeg, at: number): boolean {
  const talkSec = headerNumber(message, 'TalkTime')
  return talkSec !== null && at - leg.startedAt < (talkSec - LATE_COMPLETE_SEC) * 1_000
}

/** The agent's part that is running, or whose end is not certain yet. */
export function currentLeg(caller: PbxCall): PbxLeg | null {
  const { stage } = caller
  return stage.is === 'talking' || stage.is === 'ending' || stage.is === 'transferring' ? stage.leg : null
}
