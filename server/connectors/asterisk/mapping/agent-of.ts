import { type AmiMessage, header } from '#protocols/ami/message.ts'
import type { MapperState } from './mapper-state.ts'
import { deviceOf, plainName } from './names.ts'

/**
 * The agent of a queue event: by the member's interface, else by the member of that name or of the phone that was
 * called, else by that phone or the name. Null where none of them is said: nobody is an agent without an id.
 */
export function agentOf(mapping: MapperState, message: AmiMessage): string | null {
  const memberInterface = header(message, 'Interface')
  if (memberInterface !== '') return mapping.names.agentId(memberInterface)
  const channel = header(message, 'DestChannel')
  const name = plainName(header(message, 'MemberName'))
  const member =
    (name === undefined ? undefined : mapping.members.byName(name)) ??
    (channel === '' ? undefined : mapping.members.byChannel(channel))
  if (member !== undefined) return member.id
  if (channel !== '') return mapping.names.agentId(deviceOf(channel))
  return name === undefined ? null : mapping.names.agentId(name)
}
