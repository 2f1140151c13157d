import { type AmiMessage, header } from '#store/ami/message.ts'
import type { Caller } from './caller.ts'
import type { Mapping } from './mapping.ts'
import { plainText } from './names.ts'

/** A caller of whom nothing was told yet. */
export function newCaller(mapping: Mapping, uniqueid: string, linkedid: string): Caller {
  const caller: Caller = {
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
    refused: null,
  }
  mapping.callers.add(caller)
  return caller
}

/**
 * Notes the number and name of a customer. Not from a channel that speaks for another's (a Local channel of a
 * transfer or of a consultation): what stands there is the agent's number.
 */
export function noteIdentity(caller: Caller, message: AmiMessage, uniqueid: string): void {
  if (uniqueid !== caller.uniqueid || caller.linkedid !== caller.uniqueid) return
  caller.phone ??= plainText(header(message, 'CallerIDNum'))?.slice(0, 64)
  caller.name ??= plainText(header(message, 'CallerIDName'))?.slice(0, 200)
}

/** The personal data that go with a queued contact. */
export function identityOf(caller: Caller): { phone?: string; name?: string } {
  const { phone, name } = caller
  return { ...(phone === undefined ? {} : { phone }), ...(name === undefined ? {} : { name }) }
}
