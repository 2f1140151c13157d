import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'
import { onDirectRing } from './direct-calls.ts'
import type { MapperState } from './mapper-state.ts'
import type { Member } from './member.ts'
import { asciiId, deviceOf, extensionOf } from './names.ts'
import { onOutgoing } from './outgoing.ts'
import { doing } from './presence.ts'

/**
 * DialBegin of a call that no queue knows: an agent's phone dials a colleague (internal) or somebody outside, or a
 * caller from outside dials an agent. The halves of Local channels only pass a call on.
 */
export function onPhoneDials(mapping: MapperState, message: AmiMessage, at: number): void {
  const channel = header(message, 'Channel')
  if (channel === '' || channel.endsWith(';2')) return
  const from = mapping.members.byChannel(channel)
  const to = mapping.members.byChannel(header(message, 'DestChannel'))
  if (from !== undefined) {
    if (to === undefined) onOutgoing(mapping, message, from, at)
    else if (to !== from) internal(mapping, message, [from, to], at)
    return
  }
  if (to === undefined || header(message, 'Uniqueid') !== header(message, 'Linkedid')) return
  if (isExtension(message, channel)) internal(mapping, message, [to], at)
  else onDirectRing(mapping, message, to, at)
}

/** A phone of the house shows its own extension; a line to the outside shows the caller's number. */
const isExtension = (message: AmiMessage, channel: string) =>
  extensionOf(deviceOf(channel)) === header(message, 'CallerIDNum')

/** Who is in a call of the house: their phones are in use for that. */
function internal(mapping: MapperState, message: AmiMessage, members: readonly Member[], at: number): void {
  const legs = [header(message, 'Uniqueid'), header(message, 'DestUniqueid')]
  for (const member of members) doing(mapping, member, 'internal', at)
  for (const leg of legs) mapping.internal.set(leg, { members, since: at })
}

/** Calls of the house of whose channels the PBX's list knows nothing any more: their end was in a gap. */
export function loseInternal(
  mapping: MapperState,
  channels: ReadonlyMap<string, unknown>,
  from: number,
  at: number,
): void {
  for (const [leg, { since }] of [...mapping.internal])
    if (since < from && !channels.has(leg)) onInternalGone(mapping, leg, at)
}

/** A channel of a call of the house is gone. */
export function onInternalGone(mapping: MapperState, uniqueid: string, at: number): void {
  const call = mapping.internal.get(uniqueid)
  if (call === undefined) return
  mapping.internal.delete(uniqueid)
  for (const member of call.members) doing(mapping, member, 'other', at)
}

/**
 * MessageWaiting on an agent's own channel: they listen to a mailbox. Callbacks of messages that are not new any more
 * are done.
 */
export function onMailboxRead(mapping: MapperState, message: AmiMessage, at: number): boolean {
  const member = mapping.members.byChannel(header(message, 'Channel'))
  if (member === undefined) return false
  reportReadMailbox(mapping, header(message, 'Mailbox'), headerNumber(message, 'New') ?? 0, at)
  return true
}

/** So many messages of a mailbox are new: callbacks of those that were heard are done, callers of a queue owed no more. */
export function reportReadMailbox(mapping: MapperState, mailbox: string, fresh: number, at: number): void {
  for (const { of, id } of mapping.mailboxes.heard(mailbox, fresh)) {
    const key = asciiId(id, 90)
    if (of === 'callback') mapping.emit({ id, lastAt: 0 }, 'callback.done', at, key, { reason: 'heard' })
    else mapping.emit({ id, lastAt: 0 }, 'contact.flagged', at, `${key}/heard`, { kind: 'heard' })
  }
}
