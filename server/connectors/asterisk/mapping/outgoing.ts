import { type AmiMessage, header } from '#protocols/ami/message.ts'
import type { MapperState } from './mapper-state.ts'
import type { Member } from './member.ts'
import { asciiId } from './names.ts'
import type { AgentCall } from './outgoing-calls.ts'
import { UNKNOWN } from './pbx-call.ts'
import { ownCallChanged } from './presence.ts'

/** The number of a dial string: `trunk/13800138000`, `13800138000@trunk`; undefined: it names none. */
function numberDialled(message: AmiMessage): string | undefined {
  const written = header(message, 'DialString').split('/').at(-1)!.split('@', 1)[0]!
  for (const text of [written, header(message, 'Exten')]) if (/^\+?\d{3,32}$/.test(text)) return text
  return undefined
}

/** An agent's phone dials somebody outside; a second line that is tried goes on with the same call. */
export function onOutgoing(mapping: MapperState, message: AmiMessage, member: Member, at: number): void {
  const uniqueid = header(message, 'Uniqueid')
  const customer = header(message, 'DestUniqueid')
  const before = mapping.outgoing.byChannel(uniqueid)
  if (before !== undefined) {
    if (!before.isAnswered) mapping.outgoing.dials(before, customer)
    return
  }
  const asked = mapping.askedCalls.get(uniqueid)
  const call: AgentCall = {
    ...{ id: mapping.names.contactId(uniqueid), lastAt: 0, agent: member.id, uniqueid, customer },
    ...{ isAnswered: false, held: false, outcome: null, hangup: null },
  }
  mapping.outgoing.add(call)
  const phone = asked?.number ?? numberDialled(message)
  const about = Object.entries({ callback: asked?.callback, case: asked?.case, queue: asked?.queue })
  mapping.emit(call, 'contact.dialled', at, asciiId(uniqueid, 90), {
    ...{ agent: member.id, channel: 'voice' },
    ...(phone === undefined ? {} : { phone }),
    ...Object.fromEntries(about.filter(([, id]) => id != null)),
  })
  ownCallChanged(mapping, member.id, at)
}

/** DialEnd of the customer's line. Tells whether it was one. */
export function onOutgoingEnd(mapping: MapperState, message: AmiMessage, at: number): boolean {
  const call = mapping.outgoing.byChannel(header(message, 'Uniqueid'))
  const customer = header(message, 'DestUniqueid')
  if (call !== undefined && call.customer === UNKNOWN && customer !== '')
    mapping.outgoing.dials(call, customer)
  if (call === undefined || call.customer !== customer || call.isAnswered) return false
  const status = header(message, 'DialStatus')
  if (status === 'ANSWER') {
    call.isAnswered = true
    mapping.emit(call, 'contact.answered', at, asciiId(call.uniqueid, 90), { agent: call.agent })
  } else call.outcome = status === 'BUSY' ? 'busy' : 'no_answer'
  return true
}

/** Somebody wants to go: whoever is first ends the call. */
export function onOutgoingHangupRequest(mapping: MapperState, uniqueid: string): void {
  const call = mapping.outgoing.byChannel(uniqueid)
  if (call !== undefined) call.hangup ??= uniqueid === call.uniqueid ? 'agent' : 'customer'
}

/** A channel is gone: the call is over with the agent's, or with the customer's where they had answered. */
export function onOutgoingGone(mapping: MapperState, uniqueid: string, at: number): void {
  const call = mapping.outgoing.byChannel(uniqueid)
  if (call === undefined || (uniqueid !== call.uniqueid && !call.isAnswered)) return
  endOutgoing(mapping, call, at, { by: call.isAnswered && call.hangup === 'customer' ? 'customer' : 'agent' })
}

/** Calls of which the PBX's list knows nothing any more. */
export function loseOutgoing(
  mapping: MapperState,
  channels: ReadonlyMap<string, unknown>,
  from: number,
): void {
  for (const call of [...mapping.outgoing.all()]) {
    if (call.lastAt >= from || channels.has(call.uniqueid)) continue
    mapping.count('lost')
    endOutgoing(mapping, call, from, { by: 'system', reason: 'lost' })
  }
}

function endOutgoing(
  mapping: MapperState,
  call: AgentCall,
  at: number,
  end: { by: 'customer' | 'agent' | 'system'; reason?: string },
): void {
  mapping.outgoing.remove(call)
  mapping.askedCalls.delete(call.uniqueid)
  const why = call.outcome === null || call.isAnswered ? {} : { reason: call.outcome }
  mapping.emit(call, 'contact.ended', at, asciiId(call.uniqueid, 90), { ...why, ...end })
  ownCallChanged(mapping, call.agent, at)
}

/** The agent holds the customer, or takes them back. */
export function onOutgoingHold(mapping: MapperState, uniqueid: string, held: boolean, at: number): boolean {
  const call = mapping.outgoing.byChannel(uniqueid)
  if (call === undefined || !call.isAnswered || uniqueid !== call.uniqueid) return false
  if (call.held === held) return true
  call.held = held
  mapping.emit(call, held ? 'contact.held' : 'contact.resumed', at, `${asciiId(uniqueid, 90)}/${at}`, {})
  return true
}
