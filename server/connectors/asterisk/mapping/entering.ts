import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'
import { identityOf, newPbxCall, noteIdentity } from './caller-identity.ts'
import type { MapperState } from './mapper-state.ts'
import { asciiId } from './names.ts'
import { loseEntry, passOn } from './outcomes.ts'
import type { PbxCall, PbxQueueEntry } from './pbx-call.ts'
import { resolveOpenStage } from './resolve-open-stage.ts'

/** The caller stands in a queue from `at` on; what was open of it before is decided. Who waits elsewhere left there without a word, in a gap. */
export function enterQueue(
  mapping: MapperState,
  caller: PbxCall,
  uniqueid: string,
  queue: string,
  at: number,
): PbxQueueEntry {
  if (caller.stage.is === 'transferring')
    passOn(mapping, caller, caller.stage.leg, { queue }, caller.stage.at)
  else if (caller.stage.is === 'talking') passOn(mapping, caller, caller.stage.leg, { queue }, at)
  else if (caller.stage.is === 'waiting') loseEntry(mapping, caller, caller.stage.entry, at)
  else resolveOpenStage(mapping, caller)
  caller.entries++
  caller.lastQueue = queue
  const key = `${asciiId(caller.uniqueid, 90)}/${caller.entries}`
  const entry = newEntry(key, queue, uniqueid, at, mapping.connection)
  caller.stage = { is: 'waiting', entry }
  caller.hangup = null
  caller.mayLeaveMessage = null
  caller.seekingAnswer = false
  mapping.emit(caller, 'contact.queued', at, key, { queue, channel: 'voice', ...identityOf(caller) })
  return entry
}

export function newEntry(
  key: string,
  queue: string,
  uniqueid: string,
  joinedAt: number,
  heardIn: number,
): PbxQueueEntry {
  return {
    key,
    queue,
    uniqueid,
    channel: '',
    joinedAt,
    heardIn,
    priority: 0,
    listedAt: null,
    dialplanPosition: null,
    offers: new Map(),
    calledOff: new Map(),
  }
}

/** The caller's stay in that queue, if it waits there or just left it. */
export function entryIn(caller: PbxCall, queue: string): PbxQueueEntry | null {
  const { stage } = caller
  return (stage.is === 'waiting' || stage.is === 'leaving') && stage.entry.queue === queue
    ? stage.entry
    : null
}

/**
 * The caller of a queue event with its stay in that queue. One whose joining was never seen, there or after all that
 * was told of it, is taken from what the event itself says: its hold time, to the second.
 */
export function callerInQueue(
  mapping: MapperState,
  message: AmiMessage,
  at: number,
): { caller: PbxCall; entry: PbxQueueEntry } | null {
  const uniqueid = header(message, 'Uniqueid')
  const pbxQueue = header(message, 'Queue')
  const holdSec = headerNumber(message, 'HoldTime')
  if (uniqueid === '' || pbxQueue === '') return null
  const queue = mapping.names.queueId(pbxQueue)
  const known = mapping.callers.byChannel(uniqueid)
  const entry = known === undefined ? null : entryIn(known, queue)
  if (known !== undefined && entry !== null) return { caller: known, entry }
  if (holdSec === null) return null
  const joinedAt = at - holdSec * 1_000
  if (known !== undefined && !cameUnseen(known, queue, joinedAt)) return null
  mapping.count('joined_unseen')
  const caller = known ?? newPbxCall(mapping, uniqueid, header(message, 'Linkedid'))
  noteIdentity(caller, message, uniqueid)
  return { caller, entry: enterQueue(mapping, caller, uniqueid, queue, joinedAt) }
}

/** A caller who is known can have come to a queue unseen: to another than the last, or again later than all else. */
function cameUnseen(caller: PbxCall, queue: string, joinedAt: number): boolean {
  const { stage } = caller
  if (stage.is === 'talking' || stage.is === 'ending' || stage.is === 'transferring') return false
  return caller.lastQueue !== null && (caller.lastQueue !== queue || joinedAt > caller.lastAt)
}
