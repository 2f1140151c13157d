import { readableId } from '#core/event/readable-id.ts'
import { type AmiMessage, header } from '#protocols/ami/message.ts'
import type { MapperState } from './mapper-state.ts'
import { isInUse, type Member, type MemberPause } from './member.ts'
import { type PbxNames, plainName } from './names.ts'
import { emitRinging } from './offers.ts'
import { deviceStatus, memberChanged } from './presence.ts'
import { readMember, type StatedMember } from './statement.ts'

/** The member of an interface, known or new. */
export function memberOf(mapping: MapperState, stated: StatedMember, at: number): Member {
  const known = mapping.members.byInterface(stated.interface)
  const member = known ?? newMember(mapping, stated.interface, mapping.names.agentId(stated.interface))
  member.name = plainName(stated.name) ?? member.name
  if (stated.stateInterface !== '') member.stateInterface = stated.stateInterface
  if (known === undefined) {
    member.status = stated.status ?? 0
    member.inUseSince = isInUse(member.status) ? at : null
  } else if (stated.status !== null) {
    const wasInUse = member.inUseSince !== null
    deviceStatus(mapping, member, stated.status, at)
    if (wasInUse && member.inUseSince === null) emitRinging(mapping, member.id, at)
  }
  return member
}

/** A member of whom nothing was told in this run; an earlier run may have. */
export function newMember(mapping: MapperState, memberInterface: string, id: string): Member {
  const member: Member = {
    id,
    lastAt: mapping.signedOut.get(id) ?? 0,
    interface: memberInterface,
    name: undefined,
    stateInterface: '',
    queues: new Map(),
    penalties: new Map(),
    status: 0,
    inUseSince: null,
    freeSince: 0,
    changedAt: null,
    doing: 'other',
    emitted: mapping.recalled.get(id) ?? { is: 'signed_out' },
    emittedBusy: false,
  }
  mapping.members.add(member)
  return member
}

/** A pause that began so long ago or less, by its whole seconds, begins with the event that tells it. */
const JUST_NOW_MS = 2_000

/**
 * The pause that a member's fields state, null if there is none: an unpause may still carry the reason, and one that
 * goes on (`before`) may be stated without it. `LastPause` says since when, in whole seconds; of a PBX that was started
 * again, that is when it was.
 */
export function pauseOf(
  names: Pick<PbxNames, 'reasonOf'>,
  stated: StatedMember,
  before: MemberPause | null | undefined,
  at: number,
): MemberPause | null {
  if (!stated.paused) return null
  if (stated.reason === null && before) return before
  const since = stated.lastPause * 1_000
  const isKnown = since > 0 && since <= at - JUST_NOW_MS
  const reason = names.reasonOf(readableId(stated.reason ?? '').slice(0, 200))
  return { reason, since: isKnown ? since : at }
}

/** QueueMemberAdded, -Pause, -Status, -Penalty, -Ringinuse: each carries the member's whole state in one queue. */
export function onMember(mapping: MapperState, message: AmiMessage, at: number): void {
  const stated = readMember(message)
  if (stated.interface === '' || header(message, 'Queue') === '') {
    mapping.count('ignored')
    return
  }
  const queue = mapping.names.queueId(header(message, 'Queue'))
  mapping.heardOf.set(queue, header(message, 'Queue'))
  const member = memberOf(mapping, stated, at)
  const before = member.queues.get(queue)
  const pause = pauseOf(mapping.names, stated, before, at)
  const isAsBefore = before !== undefined && before?.reason === pause?.reason
  const penalty = stated.penalty ?? member.penalties.get(queue) ?? 0
  if (isAsBefore && member.penalties.get(queue) === penalty) return
  member.queues.set(queue, pause)
  member.penalties.set(queue, penalty)
  memberChanged(mapping, member, at)
}

export function onMemberRemoved(mapping: MapperState, message: AmiMessage, at: number): void {
  const member = mapping.members.byInterface(readMember(message).interface)
  if (member?.queues.delete(mapping.names.queueId(header(message, 'Queue'))))
    memberChanged(mapping, member, at)
}
