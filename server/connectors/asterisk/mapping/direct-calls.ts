import { type AmiMessage, header } from '#protocols/ami/message.ts'
import { identityOf, newPbxCall, noteIdentity } from './caller-identity.ts'
import type { MapperState } from './mapper-state.ts'
import type { Member } from './member.ts'
import { asciiId } from './names.ts'
import { answered } from './outcomes.ts'
import type { CallStage, PbxCall } from './pbx-call.ts'
import { UNKNOWN } from './pbx-call.ts'
import { ownCallChanged } from './presence.ts'

/** Calls from outside that ring at an agent's phone past every queue. */

export type Direct = Extract<CallStage, { is: 'direct' }>

/** A caller from outside dials an agent: told as offered to them, with no queue. */
export function onDirectRing(mapping: MapperState, message: AmiMessage, member: Member, at: number): void {
  const uniqueid = header(message, 'Uniqueid')
  const known = mapping.callers.byChannel(uniqueid)
  if (known !== undefined && known.stage.is !== 'direct') return
  const caller = known ?? newPbxCall(mapping, uniqueid, header(message, 'Linkedid'))
  noteIdentity(caller, message, uniqueid)
  const legUniqueid = header(message, 'DestUniqueid')
  const stage: Direct = caller.stage.is === 'direct' ? caller.stage : newDirect()
  caller.stage = stage
  const isFirst = stage.rings.size === 0 && stage.missedBy.length === 0
  stage.rings.set(legUniqueid, member.id)
  const key = asciiId(legUniqueid, 100)
  const agent = member.id
  if (isFirst) {
    const about = { agent, by: 'customer' as const, channel: 'voice', ...identityOf(caller) }
    mapping.emit(caller, 'contact.dialled', at, key, about)
  } else mapping.emit(caller, 'contact.offered', at, key, { agent })
  ownCallChanged(mapping, member.id, at)
}

const newDirect = (): Direct => ({ is: 'direct', rings: new Map(), missedBy: [], mailbox: null })

/** Why a phone that rang did not answer; what AMI does not name so is `no_answer`. */
const DECLINED: Readonly<Record<string, string>> = { BUSY: 'busy', CANCEL: 'cancelled' }

/** DialEnd of a phone that a caller rang directly. Tells whether it was one. */
export function onDirectRingEnd(mapping: MapperState, message: AmiMessage, at: number): boolean {
  const caller = mapping.callers.byChannel(header(message, 'Uniqueid'))
  if (caller === undefined || caller.stage.is !== 'direct') return false
  const { stage } = caller
  const legUniqueid = header(message, 'DestUniqueid')
  nameRecalled(mapping, stage.rings, legUniqueid, header(message, 'DestChannel'))
  const agent = stage.rings.get(legUniqueid)
  if (agent === undefined) return false
  const status = header(message, 'DialStatus')
  if (status !== 'ANSWER') {
    declined(mapping, caller, stage, legUniqueid, DECLINED[status] ?? 'no_answer', at)
    return true
  }
  stage.rings.delete(legUniqueid)
  for (const other of [...stage.rings.keys()]) declined(mapping, caller, stage, other, 'cancelled', at)
  const key = asciiId(legUniqueid, 100)
  const { uniqueid } = caller
  answered(mapping, caller, { key, agent, queue: null, uniqueid, startedAt: at, held: false }, null, at)
  return true
}

/** A phone that rang already when an earlier run was taken over: whose it is, and by which channel, is said now. */
function nameRecalled(
  mapping: MapperState,
  rings: Map<string, string>,
  legUniqueid: string,
  channel: string,
): void {
  const recalled = rings.get(UNKNOWN)
  const agent = mapping.members.byChannel(channel)?.id
  if (recalled === undefined || agent === undefined || rings.has(legUniqueid)) return
  if (agent === recalled) rings.delete(UNKNOWN)
  rings.set(legUniqueid, agent)
}

function declined(
  mapping: MapperState,
  caller: PbxCall,
  { rings, missedBy }: Direct,
  legUniqueid: string,
  reason: string,
  at: number,
): void {
  const agent = rings.get(legUniqueid)
  if (agent === undefined) return
  rings.delete(legUniqueid)
  if (!missedBy.includes(agent)) missedBy.push(agent)
  mapping.emit(caller, 'contact.declined', at, asciiId(legUniqueid, 100), { agent, reason })
  ownCallChanged(mapping, agent, at)
}

/** A caller of whom the PBX knows nothing any more: how it ended is not known. */
export function loseDirect(mapping: MapperState, caller: PbxCall, at: number): void {
  mapping.count('lost')
  caller.stage = { is: 'apart' }
  const lost = { by: 'system' as const, reason: 'lost' }
  mapping.emit(caller, 'contact.ended', at, `${asciiId(caller.uniqueid, 90)}/lost`, lost)
}

/** The caller is gone and nobody answered: missed, and to be called back by whom they dialled. */
export function directOver(mapping: MapperState, caller: PbxCall, stage: Direct, at: number): void {
  for (const legUniqueid of [...stage.rings.keys()])
    declined(mapping, caller, stage, legUniqueid, 'cancelled', at)
  caller.stage = { is: 'apart' }
  const by = caller.hangup === 'customer' ? 'customer' : 'system'
  mapping.emit(caller, 'contact.ended', at, `${asciiId(caller.uniqueid, 90)}/gone`, { by })
  const [agent] = stage.missedBy
  if (agent === undefined || caller.phone === undefined) return
  const id = asciiId(`${mapping.feed}/missed/${caller.uniqueid}`)
  const missed = stage.mailbox === null ? 'no_answer' : 'voicemail'
  if (stage.mailbox !== null) mapping.mailboxes.left(stage.mailbox, { of: 'callback', id })
  mapping.emit({ id, lastAt: 0 }, 'callback.requested', at, asciiId(caller.uniqueid, 90), {
    ...{ agent, missed, contact: caller.id },
    ...(stage.mailbox === null ? {} : { mailbox: stage.mailbox }),
    ...identityOf(caller),
  })
}
