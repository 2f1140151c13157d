import { type AmiMessage, header } from '#protocols/ami/message.ts'
import type { MapperState } from './mapper-state.ts'
import type { Member } from './member.ts'
import { asciiId } from './names.ts'
import { onOutgoingHold } from './outgoing.ts'
import type { PbxCall } from './pbx-call.ts'

/**
 * Hold and Unhold come on the agent's device. An Unhold without a Hold goes with each blind transfer, a Hold without
 * an Unhold with attended ones: only a change of what we hold to be so is told.
 */
export function onHold(mapping: MapperState, message: AmiMessage, held: boolean, at: number): void {
  if (onOutgoingHold(mapping, header(message, 'Uniqueid'), held, at)) return
  const member = mapping.members.byChannel(header(message, 'Channel'))
  const linkedid = header(message, 'Linkedid')
  const caller = linkedid === '' ? talkingWith(mapping, member) : mapping.callers.byLinkedid(linkedid)
  if (caller === undefined || caller.stage.is !== 'talking' || caller.stage.leg.held === held) return
  const { leg } = caller.stage
  // A colleague who is consulted may press hold as well: that is not the customer's call.
  if (member !== undefined && member.id !== leg.agent) return
  leg.held = held
  const key = `${asciiId(header(message, 'Uniqueid'), 90)}/${at}`
  mapping.emit(caller, held ? 'contact.held' : 'contact.resumed', at, key, {})
}

/** An old Asterisk does not say whose call it is. */
function talkingWith(mapping: MapperState, member: Member | undefined): PbxCall | undefined {
  if (member === undefined) return undefined
  for (const caller of mapping.callers.all())
    if (caller.stage.is === 'talking' && caller.stage.leg.agent === member.id) return caller
  return undefined
}
