import type { EventData } from '#core/event/event.ts'
import type { MapperState } from './mapper-state.ts'
import type { EndedBy, PbxCall, PbxLeg, PbxQueueEntry } from './pbx-call.ts'
import { ownCallChanged } from './presence.ts'

/** Each way in which a stay in a queue, or an agent's part in a talk, ends: told, and the caller's stage set. */

export type PbxLeftReason = EventData<'contact.left'>['reason']

function apart(mapping: MapperState, caller: PbxCall): void {
  caller.stage = { is: 'apart' }
  mapping.undecided.set(caller, null)
}

function offersOver(mapping: MapperState, entry: PbxQueueEntry, at: number): void {
  const offers = [...entry.offers.values()]
  entry.offers.clear()
  for (const { agent, isEmitted } of offers) if (isEmitted) ownCallChanged(mapping, agent, at)
}

export function abandoned(
  mapping: MapperState,
  caller: PbxCall,
  entry: PbxQueueEntry,
  waitSec: number | null,
  at: number,
): void {
  apart(mapping, caller)
  mapping.emit(caller, 'contact.abandoned', at, entry.key, waitSec === null ? {} : { waitSec })
  offersOver(mapping, entry, at)
}

/** After these a caller may be led to a mailbox, or is said to be. */
const MAY_LEAVE_MESSAGE: ReadonlySet<PbxLeftReason> = new Set(['other', 'timeout', 'voicemail'])

export function leftQueue(
  mapping: MapperState,
  caller: PbxCall,
  entry: PbxQueueEntry,
  reason: PbxLeftReason,
  waitSec: number | null,
  at: number,
  more: { readonly mailbox?: string } = {},
): void {
  apart(mapping, caller)
  const wait = waitSec === null ? {} : { waitSec }
  mapping.emit(caller, 'contact.left', at, entry.key, { reason, ...wait, ...more })
  if (reason === 'callback') caller.requestedCallback = { queue: entry.queue, phone: undefined }
  caller.mayLeaveMessage = MAY_LEAVE_MESSAGE.has(reason) && more.mailbox === undefined ? entry : null
  offersOver(mapping, entry, at)
}

/** The stay is over at the PBX and nobody saw how: ended here, and marked. */
export function loseEntry(mapping: MapperState, caller: PbxCall, entry: PbxQueueEntry, at: number): void {
  mapping.count('lost')
  leftQueue(mapping, caller, entry, 'lost', null, at)
}

/** An agent has the caller now. */
export function answered(
  mapping: MapperState,
  caller: PbxCall,
  leg: PbxLeg,
  waitSec: number | null,
  at: number,
): void {
  const before = caller.stage
  caller.stage = { is: 'talking', leg }
  caller.seekingAnswer = false
  caller.mayLeaveMessage = null
  mapping.undecided.set(caller, null)
  const wait = waitSec === null ? {} : { waitSec }
  mapping.emit(caller, 'contact.answered', at, leg.key, { agent: leg.agent, ...wait })
  if (before.is === 'waiting' || before.is === 'leaving') offersOver(mapping, before.entry, at)
  ownCallChanged(mapping, leg.agent, at)
}

/** The talk is over and the caller goes nowhere else. */
export function endTalk(mapping: MapperState, caller: PbxCall, leg: PbxLeg, by: EndedBy, at: number): void {
  apart(mapping, caller)
  mapping.emit(caller, 'contact.ended', at, leg.key, { by })
  ownCallChanged(mapping, leg.agent, at)
}

/** The talk is gone at the PBX and nobody saw how: ended here, and marked. */
export function loseTalk(mapping: MapperState, caller: PbxCall, leg: PbxLeg, at: number): void {
  mapping.count('lost')
  apart(mapping, caller)
  mapping.emit(caller, 'contact.ended', at, `${leg.key}/lost`, { by: 'system', reason: 'lost' })
  ownCallChanged(mapping, leg.agent, at)
}

/** The agent's part is over and the caller goes on elsewhere. */
export function passOn(
  mapping: MapperState,
  caller: PbxCall,
  leg: PbxLeg,
  to: EventData<'contact.transferred'>['to'],
  at: number,
): void {
  apart(mapping, caller)
  caller.seekingAnswer = true
  mapping.emit(caller, 'contact.transferred', at, leg.key, { to })
  ownCallChanged(mapping, leg.agent, at)
}
