import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'
import { agentOf } from './agent-of.ts'
import { entryIn } from './entering.ts'
import type { MapperState } from './mapper-state.ts'
import { asciiId } from './names.ts'
import { oldLegId } from './old-names.ts'
import type { PbxCall, PbxQueueEntry } from './pbx-call.ts'
import { isInUseOtherwise, ownCallChanged } from './presence.ts'

const CALLED_OFF_MS = 1_000

/** AgentCalled: a member's phone begins to ring. */
export function onAgentCalled(mapping: MapperState, message: AmiMessage, at: number): void {
  const offer = offerOf(mapping, message)
  if (offer === null || offer.caller.stage.is !== 'waiting') {
    mapping.count('offer_out_of_place')
    return
  }
  const { caller, entry, legUniqueid, agent } = offer
  // A phone that is in use already goes on with what it does; a queue that rings it all the same may try each second.
  const isEmitted = !isInUseOtherwise(mapping, agent, at)
  entry.offers.set(legUniqueid, { agent, at, isEmitted })
  if (!isEmitted) return
  mapping.emit(caller, 'contact.offered', at, asciiId(legUniqueid, 100), { agent })
  ownCallChanged(mapping, agent, at)
}

/** AgentRingNoAnswer: it rang in vain; a phone that never rang (RingTime 0) was busy or refused. */
export function onRingNoAnswer(mapping: MapperState, message: AmiMessage, at: number): void {
  const offer = offerOf(mapping, message)
  if (offer === null) {
    mapping.count('offer_out_of_place')
    return
  }
  const reason = headerNumber(message, 'RingTime') === 0 ? 'busy' : 'no_answer'
  declined(mapping, offer.caller, offer.entry, offer.legUniqueid, offer.agent, reason, at)
}

/** AgentDump: the member answered and hung up while it was told of the call. The caller waits on. */
export function onAgentDump(mapping: MapperState, message: AmiMessage, at: number): void {
  const offer = offerOf(mapping, message)
  if (offer === null) mapping.count('offer_out_of_place')
  else declined(mapping, offer.caller, offer.entry, offer.legUniqueid, offer.agent, 'hung_up', at)
}

/**
 * The ringing leg itself is over. Another's answer or the caller's leaving says so too; only where the caller
 * still waits a second later was the ring called off, which no queue event tells.
 */
export function onRingingLegGone(mapping: MapperState, message: AmiMessage, at: number): void {
  const found = ringingLeg(mapping, message)
  if (found === null) return
  const { caller, entry, legUniqueid, agent } = found
  entry.calledOff.set(legUniqueid, { agent, at })
  mapping.undecided.set(caller, Math.min(at + CALLED_OFF_MS, mapping.undecided.get(caller) ?? Infinity))
}

function ringingLeg(mapping: MapperState, message: AmiMessage): Offer | null {
  const linkedid = header(message, 'Linkedid')
  const linked = linkedid === '' ? undefined : mapping.callers.byLinkedid(linkedid)
  // An old Asterisk does not say whose call it was.
  const candidates = linkedid === '' ? mapping.callers.all() : linked === undefined ? [] : [linked]
  for (const caller of candidates) {
    if (caller.stage.is !== 'waiting') continue
    const { entry } = caller.stage
    for (const legUniqueid of [
      header(message, 'Uniqueid'),
      oldLegId(entry.uniqueid, header(message, 'Channel')),
    ]) {
      const offer = entry.offers.get(legUniqueid)
      if (offer !== undefined) return { caller, entry, legUniqueid, agent: offer.agent }
    }
  }
  return null
}

/** The phone is in use no more: what rings there now rings for somebody. */
export function emitRinging(mapping: MapperState, agent: string, at: number): void {
  for (const caller of mapping.callers.all()) {
    if (caller.stage.is !== 'waiting') continue
    const { offers } = caller.stage.entry
    for (const [legUniqueid, offer] of offers) {
      if (offer.agent !== agent || offer.isEmitted) continue
      offers.set(legUniqueid, { ...offer, at, isEmitted: true })
      mapping.emit(caller, 'contact.offered', at, asciiId(legUniqueid, 100), { agent })
      ownCallChanged(mapping, agent, at)
    }
  }
}

/** Tells the rings that were called off more than a second before `now` (all of them if the caller moves on). */
export function emitOfferEnded(
  mapping: MapperState,
  caller: PbxCall,
  entry: PbxQueueEntry,
  now: number,
): void {
  let next: number | null = null
  for (const [legUniqueid, { agent, at }] of entry.calledOff) {
    if (at + CALLED_OFF_MS > now) {
      next = Math.min(next ?? Infinity, at + CALLED_OFF_MS)
      continue
    }
    declined(mapping, caller, entry, legUniqueid, agent, 'cancelled', at)
  }
  mapping.undecided.set(caller, next)
}

function declined(
  mapping: MapperState,
  caller: PbxCall,
  entry: PbxQueueEntry,
  legUniqueid: string,
  agent: string,
  reason: string,
  at: number,
): void {
  const isEmitted = entry.offers.get(legUniqueid)?.isEmitted ?? true
  entry.offers.delete(legUniqueid)
  entry.calledOff.delete(legUniqueid)
  if (!isEmitted) return
  mapping.emit(caller, 'contact.declined', at, asciiId(legUniqueid, 100), { agent, reason })
  ownCallChanged(mapping, agent, at)
}

interface Offer {
  readonly caller: PbxCall
  readonly entry: PbxQueueEntry
  readonly legUniqueid: string
  readonly agent: string
}

function offerOf(mapping: MapperState, message: AmiMessage): Offer | null {
  const caller = mapping.callers.byChannel(header(message, 'Uniqueid'))
  const agent = agentOf(mapping, message)
  if (caller === undefined || agent === null) return null
  const entry = entryIn(caller, mapping.names.queueId(header(message, 'Queue')))
  if (entry === null) return null
  const legUniqueid = header(message, 'DestUniqueid') || legRungAt(entry, agent)
  return legUniqueid === undefined ? null : { caller, entry, legUniqueid, agent }
}

/** The leg by which an agent is rung, where an event does not say it. */
function legRungAt(entry: PbxQueueEntry, agent: string): string | undefined {
  for (const [legUniqueid, offer] of entry.offers) if (offer.agent === agent) return legUniqueid
  return undefined
}
