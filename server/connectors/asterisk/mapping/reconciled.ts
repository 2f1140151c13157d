import { type AmiMessage, header, headerNumber } from '#protocols/ami/message.ts'
import { newPbxCall, noteIdentity } from './caller-identity.ts'
import { loseInternal } from './calls-outside-queues.ts'
import { loseDirect } from './direct-calls.ts'
import { enterQueue } from './entering.ts'
import type { MapperState } from './mapper-state.ts'
import type { Member, MemberPause } from './member.ts'
import { memberOf, newMember, pauseOf } from './membership.ts'
import { leftQueue, loseEntry, loseTalk } from './outcomes.ts'
import { loseOutgoing } from './outgoing.ts'
import type { PbxCall, PbxLeg, PbxQueueEntry } from './pbx-call.ts'
import { memberChanged } from './presence.ts'
import { DECIDE_WITHIN_MS } from './queueing.ts'
import { type Joined, planCutOff, planForgotten, planGone, planTalks, planWaiting } from './reconcile.ts'
import type { ChannelStatement, QueueStatement } from './statement.ts'
import type { StreamTime } from './stream-time.ts'

/** A verdict on what the PBX no longer knows; it falls a moment later, for its own event may still be on its way. */
export type ReconcileVerdict =
  | { readonly of: 'entry'; readonly caller: PbxCall; readonly entry: PbxQueueEntry; readonly at: number }
  | { readonly of: 'leg'; readonly caller: PbxCall; readonly leg: PbxLeg; readonly at: number }
  | { readonly of: 'passed_on'; readonly caller: PbxCall; readonly at: number }
  | { readonly of: 'channel'; readonly caller: PbxCall; readonly at: number }
  | { readonly of: 'joined'; readonly joined: Joined; readonly at: number }

export function applyQueueStatement(
  mapping: MapperState,
  statement: QueueStatement,
  at: number,
  saysNothingOf: SaysNothingOf,
  time: StreamTime,
): ReconcileVerdict[] {
  for (const name of statement.queues) {
    mapping.listed.add(mapping.names.queueId(name))
    mapping.heardOf.set(mapping.names.queueId(name), name)
  }
  applyMembers(mapping, statement, saysNothingOf, at)
  const stated = statement.waiting.map((entry) => ({ entry, queue: mapping.names.queueId(entry.queue) }))
  const plan = planWaiting(mapping.callers.all(), stated, {
    from: statement.from,
    lagMs: time.lastLagMs,
    saysNothingOf,
    eventsFrom: time.isBehind ? time.since : null,
  })
  const messages = new Map(statement.waiting.map(({ uniqueid, message }) => [uniqueid, message]))
  for (const entry of plan.kept) {
    if (entry.heardIn !== mapping.connection) entry.listedAt = at
    entry.heardIn = mapping.connection
    notePriority(mapping, entry, messages.get(entry.uniqueid), at)
  }
  const moved = new Set(plan.joined.map(({ stated: { uniqueid } }) => uniqueid))
  const verdicts: ReconcileVerdict[] = []
  for (const { caller, entry } of plan.lost) {
    // It stands elsewhere now: that needs no waiting for another word.
    if (moved.has(entry.uniqueid)) loseEntry(mapping, caller, entry, at)
    else verdicts.push({ of: 'entry', caller, entry, at })
  }
  for (const joined of plan.joined) joinListed(mapping, joined, at)
  for (const joined of plan.expected) verdicts.push({ of: 'joined', joined, at })
  return verdicts
}

/** No event tells of a caller's priority: a list alone does, which is asked for when one was changed from here. */
function notePriority(
  mapping: MapperState,
  entry: PbxQueueEntry,
  listed: AmiMessage | undefined,
  at: number,
): void {
  const caller = mapping.callers.byChannel(entry.uniqueid)
  const priority = listed === undefined ? null : headerNumber(listed, 'Priority')
  if (caller === undefined || priority === null || priority === entry.priority) return
  entry.priority = priority
  const key = `${entry.key}/priority/${at}`
  mapping.emit(caller, 'contact.flagged', at, key, { kind: 'priority', priority })
}

function joinListed(mapping: MapperState, { stated, queue, at: joinedAt }: Joined, at: number): void {
  const { uniqueid, message } = stated
  const caller = mapping.callers.byChannel(uniqueid) ?? newPbxCall(mapping, uniqueid, '')
  if (caller.stage.is === 'talking') loseTalk(mapping, caller, caller.stage.leg, joinedAt)
  noteIdentity(caller, message, uniqueid)
  mapping.count('joined_in_gap')
  const entry = enterQueue(mapping, caller, uniqueid, queue, joinedAt)
  entry.listedAt = at
  entry.channel = header(message, 'Channel')
  notePriority(mapping, entry, message, at)
}

export function applyChannelStatement(
  mapping: MapperState,
  statement: ChannelStatement,
  at: number,
): ReconcileVerdict[] {
  loseOutgoing(mapping, statement.channels, statement.from)
  loseInternal(mapping, statement.channels, statement.from, at)
  const forgotten = planForgotten(mapping.callers.all(), statement)
  for (const caller of mapping.callers.all()) {
    const linkedid = statement.channels.get(caller.uniqueid)?.linkedid
    if (linkedid !== undefined && linkedid !== '') mapping.callers.link(caller, linkedid)
  }
  applyCutOff(mapping, statement, at)
  const queueOf = (data: string): string => mapping.names.queueId(data.split(',', 1)[0]!)
  const verdicts: ReconcileVerdict[] = []
  for (const gone of planGone(mapping.callers.all(), statement)) verdicts.push({ of: 'entry', ...gone, at })
  for (const caller of planTalks(mapping.callers.all(), statement, queueOf))
    if (caller.stage.is === 'talking') verdicts.push({ of: 'leg', caller, leg: caller.stage.leg, at })
  for (const caller of forgotten) {
    if (caller.seekingAnswer) verdicts.push({ of: 'passed_on', caller, at })
    verdicts.push({ of: 'channel', caller, at })
  }
  return verdicts
}

function applyCutOff(mapping: MapperState, statement: ChannelStatement, at: number): void {
  const plan = planCutOff([...mapping.callers.all()], statement, mapping.connection)
  for (const caller of plan.byKey)
    if (caller.stage.is === 'leaving')
      leftQueue(mapping, caller, caller.stage.entry, 'other', null, caller.stage.at)
  for (const caller of plan.lost)
    if (caller.stage.is === 'leaving') loseEntry(mapping, caller, caller.stage.entry, caller.stage.at)
  for (const caller of plan.open) mapping.undecided.set(caller, at + DECIDE_WITHIN_MS)
}

/** Lets a verdict fall, unless the caller's own event came after all. */
export function applyVerdict(mapping: MapperState, verdict: ReconcileVerdict): void {
  if (verdict.of === 'joined') {
    // Known by now: its own event came.
    if (mapping.callers.byChannel(verdict.joined.stated.uniqueid) === undefined)
      joinListed(mapping, verdict.joined, verdict.at)
    return
  }
  const { caller, at } = verdict
  switch (verdict.of) {
    case 'entry':
      if (caller.stage.is === 'waiting' && caller.stage.entry === verdict.entry)
        loseEntry(mapping, caller, verdict.entry, at)
      return
    case 'leg':
      if (caller.stage.is === 'talking' && caller.stage.leg === verdict.leg) {
        loseTalk(mapping, caller, verdict.leg, at)
        mapping.callers.gone(caller)
      }
      return
    case 'passed_on':
      if (!caller.seekingAnswer) return
      caller.seekingAnswer = false
      mapping.count('lost')
      mapping.emit(caller, 'contact.ended', at, `${caller.uniqueid}/lost`, { by: 'system', reason: 'lost' })
      return
    case 'channel':
      if (caller.stage.is === 'direct') loseDirect(mapping, caller, at)
      mapping.callers.gone(caller)
      return
    default:
      verdict satisfies never
  }
}

export type SaysNothingOf = (queue: string) => boolean

/** The list is all members that there are in its queues: who is not in it is gone from there. */
function applyMembers(
  mapping: MapperState,
  statement: QueueStatement,
  saysNothingOf: SaysNothingOf,
  at: number,
): void {
  const stated = new Map<Member, Map<string, MemberPause | null>>()
  for (const { queue, member: listed } of statement.members) {
    const member = memberOf(mapping, listed, at)
    const queues = stated.get(member) ?? new Map<string, MemberPause | null>()
    const id = mapping.names.queueId(queue)
    queues.set(id, pauseOf(mapping.names, listed, member.queues.get(id), at))
    if (listed.penalty !== null) member.penalties.set(id, listed.penalty)
    stated.set(member, queues)
  }
  recallAgents(mapping, statement, saysNothingOf)
  for (const member of mapping.members.all()) {
    for (const queue of [...member.queues.keys()]) if (!saysNothingOf(queue)) member.queues.delete(queue)
    for (const [queue, pause] of stated.get(member) ?? []) member.queues.set(queue, pause)
    memberChanged(mapping, member, at)
  }
}

/**
 * Agents whom an earlier run signed in to queues of this PBX and whom it does not list any more: they are to be signed
 * out of those.
 */
function recallAgents(mapping: MapperState, statement: QueueStatement, saysNothingOf: SaysNothingOf): void {
  const listed = new Set(statement.queues.map(mapping.names.queueId))
  for (const [agent, recalled] of mapping.recalled) {
    if (recalled.is !== 'signed_in' || !recalled.queues.some((queue) => listed.has(queue))) continue
    const member = mapping.members.byAgent(agent) ?? newMember(mapping, agent, agent)
    for (const queue of recalled.queues)
      if (saysNothingOf(queue) && !member.queues.has(queue)) {
        member.queues.set(queue, null)
        member.penalties.set(queue, recalled.penalties[queue] ?? 0)
      }
    for (const [queue, reason] of Object.entries(recalled.pausedIn))
      if (saysNothingOf(queue) && !member.queues.has(queue))
        member.queues.set(queue, { reason, since: member.lastAt })
    mapping.recalled.delete(agent)
  }
}
