import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'
import { newPbxCall, noteIdentity } from './caller-identity.ts'
import { onMailboxRead } from './calls-outside-queues.ts'
import { exitKeyOf, isElsewhere, positionOf } from './dialplan-position.ts'
import { callerInQueue, enterQueue, entryIn } from './entering.ts'
import type { MapperState } from './mapper-state.ts'
import { abandoned, leftQueue } from './outcomes.ts'
import { outcomeOfStatus, refusalOfStatus } from './queue-status.ts'

/** How long an outcome may stay open when nothing more is said; the messages that decide come within some ms. */
export const DECIDE_WITHIN_MS = 1_500

export function onJoin(mapping: MapperState, message: AmiMessage, at: number): void {
  const uniqueid = header(message, 'Uniqueid')
  if (uniqueid === '' || header(message, 'Queue') === '') {
    mapping.count('ignored')
    return
  }
  const queue = mapping.names.queueId(header(message, 'Queue'))
  mapping.heardOf.set(queue, header(message, 'Queue'))
  const caller =
    mapping.callers.byChannel(uniqueid) ?? newPbxCall(mapping, uniqueid, header(message, 'Linkedid'))
  noteIdentity(caller, message, uniqueid)
  // The list of a resync may have said it first.
  const listed = caller.stage.is === 'waiting' && caller.stage.entry.queue === queue
  const entry = listed ? entryIn(caller, queue)! : enterQueue(mapping, caller, uniqueid, queue, at)
  entry.dialplanPosition ??= positionOf(message)
  entry.channel = header(message, 'Channel')
}

/**
 * QueueCallerAbandon: the caller hung up, was sent elsewhere in the dialplan, or the queue sent it away. Only what came
 * before, where the channel stands, or what comes next says which.
 */
export function onAbandon(mapping: MapperState, message: AmiMessage, at: number): void {
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
  if (isElsewhere(entry.dialplanPosition, positionOf(message))) {
    leftQueue(mapping, caller, entry, 'other', waitSec, at)
    return
  }
  caller.stage = { is: 'leaving', entry, at, abandon: { waitSec }, goesOn: false }
  mapping.undecided.set(caller, at + DECIDE_WITHIN_MS)
}

/**
 * QueueCallerLeave: an answer follows, or the abandon came before. An exit by key stands at the extension of its
 * digits by now; where places are not told, neither of the two is one.
 */
export function onLeave(mapping: MapperState, message: AmiMessage, at: number): void {
  const caller = mapping.callers.byChannel(header(message, 'Uniqueid'))
  if (caller === undefined || caller.stage.is !== 'waiting') return
  const { entry } = caller.stage
  if (entry.queue !== mapping.names.queueId(header(message, 'Queue'))) return
  const dialplanPosition = positionOf(message)
  const key = exitKeyOf(dialplanPosition)
  if (
    key !== null &&
    (entry.dialplanPosition === null || isElsewhere(entry.dialplanPosition, dialplanPosition))
  ) {
    leftQueue(mapping, caller, entry, mapping.names.exitReason(key), wholeSeconds(entry.joinedAt, at), at)
    return
  }
  caller.stage = { is: 'leaving', entry, at, abandon: null, goesOn: false }
  mapping.undecided.set(caller, at + DECIDE_WITHIN_MS)
}

/** A wait as Asterisk counts it, for where it does not say it: between the seconds of two instants. */
export const wholeSeconds = (from: number, to: number): number =>
  Math.max(0, Math.floor(to / 1_000) - Math.floor(from / 1_000))

/** QUEUESTATUS, by VarSet or by the dialplan's own UserEvent: the one certain word on how a caller left. */
export function onQueueStatus(
  mapping: MapperState,
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
  const reason = takenOut(mapping, caller.uniqueid) ?? outcomeOfStatus(said.status)
  leftQueue(mapping, caller, entry, reason, abandon?.waitSec ?? null, caller.stage.at)
}

/** A caller whom we asked the PBX to let go, to be called back. */
const takenOut = ({ takenOut }: MapperState, uniqueid: string) =>
  takenOut.delete(uniqueid) ? ('callback' as const) : null

/** Refused at the door (JOINEMPTY, FULL): no queue event of Asterisk's tells of it. In and out at one instant. */
function refused(
  mapping: MapperState,
  uniqueid: string,
  queue: string,
  reason: 'empty' | 'full',
  message: AmiMessage,
  at: number,
): void {
  const known = mapping.callers.byChannel(uniqueid)
  const caller = known ?? newPbxCall(mapping, uniqueid, header(message, 'Linkedid'))
  // VarSet and UserEvent may both say it.
  const before = caller.refused
  if (before !== null && before.queue === queue && at - before.at < DECIDE_WITHIN_MS) return
  noteIdentity(caller, message, uniqueid)
  const entry = enterQueue(mapping, caller, uniqueid, queue, at)
  caller.refused = { queue, at }
  leftQueue(mapping, caller, entry, reason, 0, at)
}

/**
 * MessageWaiting on a caller's own channel: a message was left. That is why the caller left the queue, also where a
 * key or a time-out led there and was told before; only turned away callers stay what they are.
 */
export function onMessageLeft(mapping: MapperState, message: AmiMessage, at: number): void {
  const caller = mapping.callers.byChannel(header(message, 'Uniqueid'))
  if (caller === undefined) {
    onMailboxRead(mapping, message, at)
    return
  }
  const mailbox = header(message, 'Mailbox')
  if (caller.stage.is === 'direct') {
    caller.stage.mailbox = mailbox
    return
  }
  const more = mailbox === '' ? {} : { mailbox: mailbox.slice(0, 128) }
  if (caller.stage.is === 'leaving') {
    const { entry, abandon, at: leftAt } = caller.stage
    leftQueue(mapping, caller, entry, 'voicemail', abandon?.waitSec ?? null, leftAt, more)
  } else {
    const entry = caller.stage.is === 'apart' ? caller.mayLeaveMessage : null
    if (entry === null) return
    caller.mayLeaveMessage = null
    mapping.emit(caller, 'contact.left', at, `${entry.key}/message`, { reason: 'voicemail', ...more })
  }
  if (mailbox !== '') mapping.mailboxes.left(mailbox, { of: 'contact', id: caller.id })
}

/**
 * The channel of a caller who left does something: it was not hung up. What the dialplan does when a call is over
 * (extension h) is none of that.
 */
export function onChannelActive(mapping: MapperState, message: AmiMessage): void {
  const caller = mapping.callers.byChannel(header(message, 'Uniqueid'))
  if (caller?.stage.is === 'leaving' && header(message, 'Exten') !== 'h')
    caller.stage = { ...caller.stage, goesOn: true }
}
