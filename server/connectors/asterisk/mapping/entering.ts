import { type AmiMessage, header, headerNumber } from '#store/ami/message.ts'
import type { Caller, Entry } from './caller.ts'
import { identityOf, newCaller, noteIdentity } from './known-caller.ts'
import type { Mapping } from './mapping.ts'
import { asciiId } from './names.ts'
import { loseEntry, passOn } from './outcomes.ts'
import { settleCaller } from './settle.ts'

/** The caller stands in a queue from `at` on; what was open of it before is decided. Who waits elsewhere left there without a word, in a gap. */
export function enterQueue(
  mapping: Mapping,
  caller: Caller,
  uniqueid: string,
  queue: string,
  at: number,
): Entry {
  if (caller.stage.is === 'transferring')
    passOn(mapping, caller, caller.stage.leg, { queue }, caller.stage.at)
  else if (caller.stage.is === 'talking') passOn(mapping, caller, caller.stage.leg, { queue }, at)
  else if (caller.stage.is === 'waiting') loseEntry(mapping, caller, caller.stage.entry, at)
  else settleCaller(mapping, caller)
  caller.entries++
  const key = `${asciiId(caller.uniqueid, 90)}/${caller.entries}`
  const entry = newEntry(key, queue, uniqueid, at, mapping.connection)
  caller.stage = { is: 'waiting', entry }
  caller.hangup = null
  caller.mayLeaveMessage = null
  caller.seekingAnswer = false
  mapping.tell(caller, 'contact.queued', at, key, { queue, channel: 'voice', ...identityOf(caller) })
  return entry
}

export function newEntry(
  key: string,
  queue: string,
  uniqueid: string,
  joinedAt: number,
  heardIn: number,
): Entry {
  return {
    key,
    queue,
    uniqueid,
    joinedAt,
    heardIn,
    listedAt: null,
    place: null,
    offers: new Map(),
    calledOff: new Map(),
  }
}

/** The caller's stay in that queue, if it waits there or just left it. */
export function entryIn(caller: Caller, queue: string): Entry | null {
  const { stage } = caller
  return (stage.is === 'waiting' || stage.is === 'leaving') && stage.entry.queue === queue
    ? stage.entry
    : null
}

/**
 * The caller of a queue event with its stay in that queue. One whose joining was never seen is taken from what
 * the event itself says: its hold time, to the second.
 */
export function callerInQueue(
  mapping: Mapping,
  message: AmiMessage,
  at: number,
): { caller: Caller; entry: Entry } | null {
  const uniqueid = header(message, 'Uniqueid')
  const pbxQueue = header(message, 'Queue')
  const holdSec = headerNumber(message, 'HoldTime')
  if (uniqueid === '' || pbxQueue === '') return null
  const queue = mapping.names.queueId(pbxQueue)
  const known = mapping.callers.byChannel(uniqueid)
  const entry = known === undefined ? null : entryIn(known, queue)
  if (known !== undefined && entry !== null) return { caller: known, entry }
  if (known !== undefined || holdSec === null) return null
  mapping.count('joined_unseen')
  const caller = newCaller(mapping, uniqueid, header(message, 'Linkedid'))
  noteIdentity(caller, message, uniqueid)
  return { caller, entry: enterQueue(mapping, caller, uniqueid, queue, at - holdSec * 1_000) }
}
