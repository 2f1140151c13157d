import { type AmiMessage, header, headerNumber } from '#store/ami/message.ts'
import { callerInQueue, enterQueue } from './entering.ts'
import { newCaller, noteIdentity } from './known-caller.ts'
import type { Mapping } from './mapping.ts'
import { abandoned, leftQueue } from './outcomes.ts'
import { outcomeOfStatus, refusalOfStatus } from './queue-status.ts'

/** How long an outcome may stay open when nothing more is said; the messages that decide come within some ms. */
export const DECIDE_WITHIN_MS = 1_500

export function onJoin(mapping: Mapping, message: AmiMessage, at: number): void {
  const uniqueid = header(message, 'Uniqueid')
  if (uniqueid === '' || header(message, 'Queue') === '') {
    mapping.count('ignored')
    return
  }
  const queue = mapping.names.queueId(header(message, 'Queue'))
  const caller =
    mapping.callers.byChannel(uniqueid) ?? newCaller(mapping, uniqueid, header(message, 'Linkedid'))
  noteIdentity(caller, message, uniqueid)
  // The list of a resync may have said it first.
  if (caller.stage.is === 'waiting' && caller.stage.entry.queue === queue) return
  enterQueue(mapping, caller, uniqueid, queue, at)
}

/** QueueCallerAbandon: the caller hung up, or the queue sent it away. Only what came before or comes next says which. */
export function onAbandon(mapping: Mapping, message: AmiMessage, at: number): void {
  const found = callerInQueue(mapping, message, at)
  if (found === null) {
    mapping.count('abandon_out_of_place')
    return
  }
  const { caller, entry } = found
  const waitSec = headerNumber(message, 'HoldTime')
  if (caller.hangup === 'customer') {
    abandoned(mapping, caller, entry, waitSec, at)
    return
  }
  caller.stage = { is: 'leaving', entry, at, abandon: { waitSec } }
  mapping.undecided.set(caller, at + DECIDE_WITHIN_MS)
}

/** QueueCallerLeave alone says nothing: an answer follows, or the abandon came before; neither is an exit by key. */
export function onLeave(mapping: Mapping, message: AmiMessage, at: number): void {
  const caller = mapping.callers.byChannel(header(message, 'Uniqueid'))
  if (caller === undefined || caller.stage.is !== 'waiting') return
  if (caller.stage.entry.queue !== mapping.names.queueId(header(message, 'Queue'))) return
  caller.stage = { is: 'leaving', entry: caller.stage.entry, at, abandon: null }
  mapping.undecided.set(caller, at + DECIDE_WITHIN_MS)
}

/** QUEUESTATUS, by VarSet or by the dialplan's own UserEvent: the one certain word on how a caller left. */
export function onQueueStatus(
  mapping: Mapping,
  said: { uniqueid: string; status: string; pbxQueue: string },
  message: AmiMessage,
  at: number,
): void {
  mapping.statesOutcome = true
  const refusal = refusalOfStatus(said.status)
  if (refusal !== null) {
    if (said.pbxQueue === '') mapping.count('refused_from_unknown_queue')
    else refused(mapping, said.uniqueid, mapping.names.queueId(said.pbxQueue), refusal, message, at)
    return
  }
  const caller = mapping.callers.byChannel(said.uniqueid)
  if (caller === undefined || caller.stage.is !== 'leaving') return
  const { entry, abandon } = caller.stage
  if (abandon === null && said.status === 'CONTINUE') return
  const reason = outcomeOfStatus(said.status)
  leftQueue(mapping, caller, entry, reason, abandon?.waitSec ?? null, caller.stage.at)
}

/** Refused at the door (JOINEMPTY, FULL): no queue event of Asterisk's tells of it. In and out at one instant. */
function refused(
  mapping: Mapping,
  uniqueid: string,
  queue: string,
  reason: 'empty' | 'full',
  message: AmiMessage,
  at: number,
): void {
  const known = mapping.callers.byChannel(uniqueid)
  const caller = known ?? newCaller(mapping, uniqueid, header(message, 'Linkedid'))
  // VarSet and UserEvent may both say it.
  const before = caller.refused
  if (before !== null && before.queue === queue && at - before.at < DECIDE_WITHIN_MS) return
  noteIdentity(caller, message, uniqueid)
  const entry = enterQueue(mapping, caller, uniqueid, queue, at)
  caller.refused = { queue, at }
  leftQueue(mapping, caller, entry, reason, 0, at)
}
