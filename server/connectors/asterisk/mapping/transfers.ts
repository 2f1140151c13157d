import { type AmiMessage, header } from '#protocols/ami/message.ts'
import type { MapperState } from './mapper-state.ts'
import type { Member } from './member.ts'
import { asciiId } from './names.ts'
import { answered, passOn } from './outcomes.ts'
import type { PbxCall, PbxLeg } from './pbx-call.ts'
import { DECIDE_WITHIN_MS } from './queueing.ts'
import { currentLeg } from './talking.ts'

/**
 * BlindTransfer: the agent is out at once; where the caller goes shows when a phone is dialled or a queue entered.
 * Behind a Local channel it is that channel's other half which goes there and speaks for the caller from now on.
 */
export function onBlindTransfer(mapping: MapperState, message: AmiMessage, at: number): void {
  const transferee = header(message, 'TransfereeUniqueid')
  const caller =
    mapping.callers.byChannel(transferee) ??
    mapping.callers.byLinkedid(header(message, 'TransfereeLinkedid')) ??
    mapping.callers.byLinkedid(header(message, 'TransfererLinkedid'))
  const leg = caller === undefined ? null : currentLeg(caller)
  if (caller === undefined || leg === null || header(message, 'Result') !== 'Success') {
    mapping.count('transfer_out_of_place')
    return
  }
  if (mapping.callers.byChannel(transferee) === undefined) mapping.callers.alias(caller, transferee)
  const since = caller.stage.is === 'transferring' ? caller.stage.at : at
  caller.stage = { is: 'transferring', leg, at: since }
  mapping.undecided.set(caller, at + DECIDE_WITHIN_MS)
}

/** DialBegin by a caller in transfer: the phone that it goes to. */
export function onDialBegin(mapping: MapperState, message: AmiMessage): void {
  const caller = mapping.callers.byChannel(header(message, 'Uniqueid'))
  if (caller === undefined || caller.stage.is !== 'transferring') return
  const member = signedIn(mapping, header(message, 'DestChannel'))
  const to = member === undefined ? {} : { agent: member.id }
  passOn(mapping, caller, caller.stage.leg, to, caller.stage.at)
}

/** DialEnd ANSWER for a caller that was passed on: the colleague who took it, if that is one of ours. */
export function onDialAnswered(mapping: MapperState, message: AmiMessage, at: number): void {
  const caller = mapping.callers.byLinkedid(header(message, 'DestLinkedid'))
  if (caller === undefined || !caller.seekingAnswer) return
  const member = signedIn(mapping, header(message, 'DestChannel'))
  if (member !== undefined) takenBy(mapping, caller, member, header(message, 'DestUniqueid'), at)
}

/**
 * AttendedTransfer: the agent asked a colleague (or a queue) first and hands the caller over. AgentComplete came
 * just before, as if the talk had ended.
 */
export function onAttendedTransfer(mapping: MapperState, message: AmiMessage, at: number): void {
  const caller =
    mapping.callers.byChannel(header(message, 'TransfereeUniqueid')) ??
    mapping.callers.byLinkedid(header(message, 'TransfereeLinkedid')) ??
    mapping.callers.byLinkedid(header(message, 'OrigTransfererLinkedid'))
  const leg = caller === undefined ? null : currentLeg(caller)
  if (caller === undefined || leg === null || header(message, 'Result') !== 'Success') {
    mapping.count('transfer_out_of_place')
    return
  }
  const since = caller.stage.is === 'ending' ? caller.stage.at : at
  const consultation = consultationOf(mapping, caller)
  if (consultation !== null) {
    handOver(mapping, caller, leg, consultation, since)
    return
  }
  const member = signedIn(mapping, header(message, 'TransferTargetChannel'))
  passOn(mapping, caller, leg, member === undefined ? {} : { agent: member.id }, since)
  // State 6 is Up: the colleague had answered the consultation and has the caller now.
  if (member !== undefined && header(message, 'TransferTargetChannelState') === '6')
    takenBy(mapping, caller, member, header(message, 'TransferTargetUniqueid'), at)
}

/** The consultation was a call in a queue, a contact of its own: it goes on with the customer in it, and this one is over. */
function handOver(
  mapping: MapperState,
  caller: PbxCall,
  leg: PbxLeg,
  consultation: PbxCall,
  at: number,
): void {
  const { stage } = consultation
  const to =
    stage.is === 'talking'
      ? { agent: stage.leg.agent }
      : stage.is === 'waiting'
        ? { queue: stage.entry.queue }
        : {}
  passOn(mapping, caller, leg, to, at)
  caller.seekingAnswer = false
  mapping.emit(caller, 'contact.ended', at, leg.key, { by: 'agent' })
}

/** A colleague has the caller who was passed on. */
export function takenBy(
  mapping: MapperState,
  caller: PbxCall,
  member: Member,
  legUniqueid: string,
  at: number,
): void {
  const leg: PbxLeg = {
    key: asciiId(legUniqueid, 100),
    agent: member.id,
    queue: null,
    uniqueid: caller.uniqueid,
    startedAt: at,
    held: false,
  }
  answered(mapping, caller, leg, null, at)
}

/** An agent's consultation about this caller that waits in a queue, or was answered there. */
function consultationOf(mapping: MapperState, caller: PbxCall): PbxCall | null {
  for (const other of mapping.callers.all())
    if (other !== caller && other.linkedid === caller.linkedid && other.stage.is !== 'apart') return other
  return null
}

/** Colleagues count who are at work in a queue; a transfer to anyone else leaves the floor. */
function signedIn(mapping: MapperState, channel: string): Member | undefined {
  const member = mapping.members.byChannel(channel)
  return member !== undefined && member.queues.size > 0 ? member : undefined
}
