import { type AmiMessage, header } from '#protocols/ami/message.ts'
import type { MapperState } from './mapper-state.ts'
import { asciiId, deviceOf } from './names.ts'
import { currentLeg } from './talking.ts'

/** ChanSpyStart and ChanSpyStop: somebody listens to a talk by the PBX, or no longer does. */
export function onListening(mapping: MapperState, message: AmiMessage, listens: boolean, at: number): void {
  const spyer = header(message, 'SpyerChannel')
  const member = mapping.members.byChannel(spyer)
  const by = asciiId(member?.id ?? deviceOf(spyer))
  const kind = listens ? 'listening' : 'listening_ended'
  const key = `${asciiId(spyer, 90)}/${at}`
  const linkedid = header(message, 'SpyeeLinkedid')
  const caller = mapping.callers.byLinkedid(linkedid)
  if (caller !== undefined && currentLeg(caller) !== null) {
    mapping.emit(caller, 'contact.flagged', at, key, { kind, by })
    return
  }
  const call = mapping.outgoing.byChannel(linkedid)
  if (call === undefined) mapping.count('listening_out_of_place')
  else mapping.emit(call, 'contact.flagged', at, key, { kind, by })
}
