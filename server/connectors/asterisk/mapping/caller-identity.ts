import { type AmiMessage, header } from '#protocols/ami/message.ts'
import type { MapperState } from './mapper-state.ts'
import { plainName } from './names.ts'
import type { PbxCall } from './pbx-call.ts'

/** A caller of whom nothing was told yet. */
export function newPbxCall(mapping: MapperState, uniqueid: string, linkedid: string): PbxCall {
  const caller: PbxCall = {
    id: mapping.names.contactId(uniqueid),
    lastAt: 0,
    uniqueid,
    linkedid: linkedid === '' ? uniqueid : linkedid,
    phone: undefined,
    name: undefined,
    entries: 0,
    lastQueue: null,
    stage: { is: 'apart' },
    hangup: null,
    aliases: new Set(),
    seekingAnswer: false,
    gone: false,
    mayLeaveMessage: null,
    requestedCallback: null,
    refused: null,
  }
  mapping.callers.add(caller)
  return caller
}

/**
 * Notes the number and name of a customer. Not from a channel that speaks for another's (a Local channel of a
 * transfer or of a consultation): what stands there is the agent's number.
 */
export function noteIdentity(caller: PbxCall, message: AmiMessage, uniqueid: string): void {
  if (uniqueid !== caller.uniqueid || caller.linkedid !== caller.uniqueid) return
  caller.phone ??= plainName(header(message, 'CallerIDNum'))?.slice(0, 64)
  caller.name ??= plainName(header(message, 'CallerIDName'))?.slice(0, 200)
}

/** The personal data that go with a queued contact. */
export function identityOf(caller: PbxCall): { phone?: string; name?: string } {
  const { phone, name } = caller
  return { ...(phone === undefined ? {} : { phone }), ...(name === undefined ? {} : { name }) }
}
