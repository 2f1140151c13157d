import { type AmiMessage, header } from '#protocols/ami/message.ts'
import { identityOf, newPbxCall, noteIdentity } from './caller-identity.ts'
import type { MapperState } from './mapper-state.ts'
import { asciiId } from './names.ts'
import type { PbxCall } from './pbx-call.ts'

/**
 * The dialplan's own word that a caller wants to be called back: `UserEvent(CallbackRequest,Queue: …,Phone: …)`. It is
 * told when the caller is gone, who may be asked for another number meanwhile.
 */
export function onCallbackRequest(mapping: MapperState, message: AmiMessage): boolean {
  if (!/^(Huiyin)?Callback(Request)?$/i.test(header(message, 'UserEvent'))) return false
  const uniqueid = header(message, 'CallerUniqueid') || header(message, 'Uniqueid')
  if (uniqueid === '') return false
  const known = mapping.callers.byChannel(uniqueid)
  const caller = known ?? newPbxCall(mapping, uniqueid, header(message, 'Linkedid'))
  noteIdentity(caller, message, header(message, 'Uniqueid'))
  const pbxQueue = header(message, 'Queue')
  const queue = pbxQueue === '' ? (caller.lastQueue ?? null) : mapping.names.queueId(pbxQueue)
  const phone = header(message, 'Phone').slice(0, 64)
  caller.requestedCallback = { queue, phone: phone === '' ? undefined : phone }
  return true
}

/** The caller is gone: what they asked for stands. */
export function emitRequestedCallback(mapping: MapperState, caller: PbxCall, at: number): void {
  const { requestedCallback } = caller
  caller.requestedCallback = null
  if (requestedCallback === null) return
  const identity = identityOf(caller)
  const phone = requestedCallback.phone ?? identity.phone
  if (phone === undefined) {
    mapping.count('callback_without_number')
    return
  }
  const id = asciiId(`${mapping.feed}/callback/${caller.uniqueid}`)
  mapping.emit({ id, lastAt: 0 }, 'callback.requested', at, asciiId(caller.uniqueid, 90), {
    ...identity,
    ...(requestedCallback.queue === null ? {} : { queue: requestedCallback.queue }),
    // A caller who only passed the menu is no contact.
    ...(caller.lastQueue === null ? {} : { contact: caller.id }),
    phone,
  })
}
