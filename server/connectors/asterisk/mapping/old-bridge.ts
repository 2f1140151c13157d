import { type AmiMessage, header } from '#protocols/ami/message.ts'
import type { MapperState } from './mapper-state.ts'
import { asciiId, deviceOf } from './names.ts'
import { oldLegId } from './old-names.ts'
import { answered } from './outcomes.ts'
import type { PbxCall, PbxLeg } from './pbx-call.ts'
import { wholeSeconds } from './queueing.ts'
import { takenBy } from './transfers.ts'

/**
 * Bridge, of Asterisk 11 and older: who talks with whom. The only sign that a transferred caller was answered; and
 * that a member answered, where the queue is set to say nothing of it (`eventwhencalled = no`, their default).
 */
export function onOldBridge(mapping: MapperState, message: AmiMessage, at: number): void {
  if (header(message, 'Bridgestate') !== 'Link') return
  for (const [mine, theirs] of [
    ['1', '2'],
    ['2', '1'],
  ]) {
    const caller = mapping.callers.byChannel(header(message, `Uniqueid${mine}`))
    const channel = header(message, `Channel${theirs}`)
    if (caller === undefined || channel === '') continue
    const member = mapping.members.byChannel(channel)
    if (caller.seekingAnswer && member !== undefined)
      takenBy(mapping, caller, member, header(message, `Uniqueid${theirs}`), at)
    else connected(mapping, caller, member?.id ?? mapping.names.agentId(deviceOf(channel)), channel, at)
    return
  }
}

/** Out of the queue, and with somebody: answered. */
function connected(mapping: MapperState, caller: PbxCall, agent: string, channel: string, at: number): void {
  const { stage } = caller
  if (stage.is !== 'leaving' || stage.abandon !== null) return
  const { queue, uniqueid, joinedAt } = stage.entry
  const key = asciiId(oldLegId(uniqueid, channel), 100)
  const leg: PbxLeg = { key, agent, queue, uniqueid, startedAt: at, held: false }
  answered(mapping, caller, leg, wholeSeconds(joinedAt, stage.at), stage.at)
}
