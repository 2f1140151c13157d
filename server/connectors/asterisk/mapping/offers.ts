import { type AmiMessage, header, headerNumber } from '#store/ami/message.ts'
import type { Caller, Entry } from './caller.ts'
import { entryIn } from './entering.ts'
import type { Mapping } from './mapping.ts'
import { asciiId } from './names.ts'
import { ownCallChanged } from './presence.ts'

const CALLED_OFF_MS = 1_000

/** AgentCalled: a member's phone begins to ring. */
export function onAgentCalled(mapping: Mapping, message: AmiMessage, at: number): void {
  const offer = offerOf(mapping, message)
  if (offer === null || offer.caller.stage.is !== 'waiting') {
    mapping.count('offer_out_of_place')
    return
  }
  const { caller, entry, legUniqueid, agent } = offer
  entry.offers.set(legUniqueid, agent)
  mapping.tell(caller, 'contact.offered', at, asciiId(legUniqueid, 100), { agent })
  ownCallChanged(mapping, agent, at)
}

/** AgentRingNoAnswer: it rang in vain; a phone that never rang (RingTime 0) was busy or refused. */
export function onRingNoAnswer(mapping: Mapping, message: AmiMessage, at: number): void {
  const offer = offerOf(mapping, message)
  if (offer === null) {
    mapping.count('offer_out_of_place')
    return
  }
  const reason = headerNumber(message, 'RingTime') === 0 ? 'busy' : 'no_answer'
  declined(mapping, offer.caller, offer.entry, offer.legUniqueid, offer.agent, reason, at)
}

/**
 * The ringing leg itself is over. Another's answer or the caller's leaving says so too; only where the caller
 * still waits a second later was the ring called off, which no queue event tells.
 */
export function onRingingLegGone(mapping: Mapping, message: AmiMessage, at: number): void {
  const caller = mapping.callers.byLinkedid(header(message, 'Linkedid'))
  if (caller === undefined || caller.stage.is !== 'waiting') return
  const { entry } = caller.stage
  const legUniqueid = header(message, 'Uniqueid')
  const agent = entry.offers.get(legUniqueid)
  if (agent === undefined) return
  entry.calledOff.set(legUniqueid, { agent, at })
  mapping.undecided.set(caller, Math.min(at + CALLED_OFF_MS, mapping.undecided.get(caller) ?? Infinity))
}

/** Tells the rings that were called off more than a second before `now` (all of them if the caller moves on). */
export function tellCalledOff(mapping: Mapping, caller: Caller, entry: Entry, now: number): void {
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
  mapping: Mapping,
  caller: Caller,
  entry: Entry,
  legUniqueid: string,
  agent: string,
  reason: string,
  at: number,
): void {
  entry.offers.delete(legUniqueid)
  entry.calledOff.delete(legUniqueid)
  mapping.tell(caller, 'contact.declined', at, asciiId(legUniqueid, 100), { agent, reason })
  ownCallChanged(mapping, agent, at)
}

interface Offer {
  readonly caller: Caller
  readonly entry: Entry
  readonly legUniqueid: string
  readonly agent: string
}

function offerOf(mapping: Mapping, message: AmiMessage): Offer | null {
  const caller = mapping.callers.byChannel(header(message, 'Uniqueid'))
  const memberInterface = header(message, 'Interface')
  const legUniqueid = header(message, 'DestUniqueid')
  if (caller === undefined || memberInterface === '' || legUniqueid === '') return null
  const entry = entryIn(caller, mapping.names.queueId(header(message, 'Queue')))
  return entry === null ? null : { caller, entry, legUniqueid, agent: mapping.names.agentId(memberInterface) }
}
