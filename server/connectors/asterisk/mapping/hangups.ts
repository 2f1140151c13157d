import { type AmiMessage, header } from '#protocols/ami/message.ts'
import { onInternalGone } from './calls-outside-queues.ts'
import { directOver } from './direct-calls.ts'
import type { MapperState } from './mapper-state.ts'
import { onRingingLegGone } from './offers.ts'
import { loseEntry } from './outcomes.ts'
import { onOutgoingGone, onOutgoingHangupRequest } from './outgoing.ts'
import type { PbxCall } from './pbx-call.ts'
import { emitRequestedCallback } from './requested-callbacks.ts'
import { resolveOpenStage } from './resolve-open-stage.ts'
import { onTalkingChannelGone } from './talking.ts'

/**
 * HangupRequest: the far end wants to go; SoftHangupRequest: the PBX wants the channel gone. Whichever of the two
 * comes first says who ended the call.
 */
export function onHangupRequest(mapping: MapperState, message: AmiMessage, by: 'customer' | 'system'): void {
  if (by === 'customer') mapping.requestsHangups = true
  const uniqueid = header(message, 'Uniqueid')
  const caller = mapping.callers.byChannel(uniqueid)
  if (caller !== undefined) caller.hangup ??= by
  onOutgoingHangupRequest(mapping, uniqueid)
}

/** Hangup: a channel is gone: the caller's, one that spoke for the caller, or a phone that rang. */
export function onHangup(mapping: MapperState, message: AmiMessage, at: number): void {
  const uniqueid = header(message, 'Uniqueid')
  mapping.reportsHangups = true
  mapping.enteringQueue.delete(uniqueid)
  onOutgoingGone(mapping, uniqueid, at)
  mapping.askedCalls.delete(uniqueid)
  onInternalGone(mapping, uniqueid, at)
  const caller = mapping.callers.byChannel(uniqueid)
  if (caller === undefined) {
    onRingingLegGone(mapping, message, at)
    return
  }
  if (standsOn(caller) === uniqueid) channelGone(mapping, caller, at)
  if (uniqueid === caller.uniqueid) callGone(mapping, caller, at)
}

/** The channel on which the caller waits or talks. */
function standsOn(caller: PbxCall): string | null {
  const { stage } = caller
  switch (stage.is) {
    case 'waiting':
    case 'leaving':
      return stage.entry.uniqueid
    case 'talking':
    case 'ending':
      return stage.leg.uniqueid
    case 'apart':
    case 'direct':
    case 'transferring':
      return null
    default:
      return stage satisfies never
  }
}

function channelGone(mapping: MapperState, caller: PbxCall, at: number): void {
  const { stage } = caller
  if (stage.is === 'talking') onTalkingChannelGone(mapping, caller, stage.leg, at)
  else if (stage.is !== 'waiting') resolveOpenStage(mapping, caller, at)
  // Nobody leaves a queue without a word; it was in a gap.
  else loseEntry(mapping, caller, stage.entry, at)
}

/** The caller's own channel is gone: a call that was passed on is over with it. */
function callGone(mapping: MapperState, caller: PbxCall, at: number): void {
  if (caller.stage.is === 'transferring') resolveOpenStage(mapping, caller, at)
  if (caller.seekingAnswer) {
    caller.seekingAnswer = false
    const by = caller.hangup === 'customer' ? 'customer' : 'system'
    mapping.emit(caller, 'contact.ended', at, `${caller.uniqueid}/gone`, { by })
  }
  if (caller.stage.is === 'direct') directOver(mapping, caller, caller.stage, at)
  mapping.takenOut.delete(caller.uniqueid)
  emitRequestedCallback(mapping, caller, at)
  mapping.callers.gone(caller)
}
