import { isDeepStrictEqual } from 'node:util'
import type { MapperState } from './mapper-state.ts'
import type { EmittedPresence, Member } from './member.ts'
import { isInUse, isReachable, latestPause, memberPresence } from './member.ts'
import { asciiId } from './names.ts'

/** A pause in two queues is two events some ms apart; told as one. */
const SETTLE_MS = 100
/** In use without a call of ours for this long is a call of another kind: device states flicker and run ahead of the talk. */
const BUSY_AFTER_MS = 2_000
/** A channel without a hint is in use as soon as it is made, which may be said before that it rings. */
const RUN_AHEAD_MS = 500

/** Marks that something about the member changed at `at`; it is told once it has settled. */
export function memberChanged(mapping: MapperState, member: Member, at: number): void {
  member.changedAt = at
  lookAgain(mapping, member)
}

/** How late the PBX is shows only now: what a list of it said before was so at this instant already. */
export function noLaterThan(mapping: MapperState, member: Member, at: number): void {
  if (member.changedAt !== null) member.changedAt = Math.min(member.changedAt, at)
  if (member.inUseSince !== null) member.inUseSince = Math.min(member.inUseSince, at)
  lookAgain(mapping, member)
}

/** Notes the device's status. */
export function deviceStatus(mapping: MapperState, member: Member, status: number, at: number): void {
  const before = member.status
  if (before === status) return
  member.status = status
  if (isInUse(status) && !isInUse(before)) member.inUseSince = at
  if (!isInUse(status)) member.inUseSince = null
  if (isReachable(status) !== isReachable(before)) memberChanged(mapping, member, at)
  else if (member.emittedBusy && !isInUse(status)) endBusy(mapping, member, at)
  lookAgain(mapping, member)
}

/** True while the agent talks in a call that we know, or such a call that rings there explains that the phone is in use. */
function hasOwnCall(mapping: MapperState, { id, inUseSince }: Member): boolean {
  if (mapping.outgoing.ofAgent(id) !== undefined) return true
  for (const { stage } of mapping.callers.all()) {
    if (stage.is === 'talking' || stage.is === 'ending') {
      if (stage.leg.agent === id) return true
    } else if (stage.is === 'direct') {
      for (const agent of stage.rings.values()) if (agent === id) return true
    } else if (stage.is === 'waiting' || stage.is === 'leaving') {
      for (const { agent, at } of stage.entry.offers.values())
        if (agent === id && (inUseSince === null || at - RUN_AHEAD_MS <= inUseSince)) return true
    }
  }
  return false
}

/** True while the agent's phone is in use for something else than a call that begins to ring there at `at`. */
export function isInUseOtherwise(mapping: MapperState, agent: string, at: number): boolean {
  const since = mapping.members.byAgent(agent)?.inUseSince ?? null
  return since !== null && since < at - RUN_AHEAD_MS
}

/** The agent's part in a talk of ours began or ended: a device in use is explained, or no longer is. */
export function ownCallChanged(mapping: MapperState, agent: string, at: number): void {
  const member = mapping.members.byAgent(agent)
  if (member === undefined) return
  member.freeSince = at
  if (member.emittedBusy) endBusy(mapping, member, at)
  lookAgain(mapping, member)
}

/** What the phone is in use for from `at` on; it is told once it has been in use for a while. */
export function doing(mapping: MapperState, member: Member, what: Member['doing'], at: number): void {
  if (member.doing === what) return
  member.doing = what
  if (member.emittedBusy && what !== 'other')
    mapping.emit(member, 'agent.busy', at, key(member, at), { doing: what })
}

/** Tells what has settled by `now`. */
export function resolveMember(mapping: MapperState, member: Member, now: number): void {
  if (member.changedAt !== null && member.changedAt + SETTLE_MS <= now) {
    const at = member.changedAt
    member.changedAt = null
    emitPresence(mapping, member, memberPresence(member), at)
  }
  const since = busySince(mapping, member)
  if (since !== null && !member.emittedBusy && since + BUSY_AFTER_MS <= now) {
    member.emittedBusy = true
    mapping.emit(member, 'agent.busy', since, key(member, since), { doing: member.doing })
  }
  lookAgain(mapping, member)
}

function lookAgain(mapping: MapperState, member: Member): void {
  const settles = member.changedAt === null ? null : member.changedAt + SETTLE_MS
  const since = member.emittedBusy ? null : busySince(mapping, member)
  const busies = since === null ? null : since + BUSY_AFTER_MS
  const next = settles === null ? busies : busies === null ? settles : Math.min(settles, busies)
  mapping.unsettled.set(member, next)
}

function busySince(mapping: MapperState, member: Member): number | null {
  if (member.inUseSince === null || member.emitted.is === 'signed_out') return null
  if (hasOwnCall(mapping, member)) return null
  return Math.max(member.inUseSince, member.freeSince)
}

function endBusy(mapping: MapperState, member: Member, at: number): void {
  member.emittedBusy = false
  if (member.emitted.is === 'signed_in') emitAwayOrAvailable(mapping, member, member.emitted.away, at)
}

/** Presence has no occasion of its own with a name: its time is one, for no two events of a member share it. */
const key = (member: Member, at: number): string =>
  `${asciiId(member.id, 90)}/${Math.max(at, member.lastAt + 1)}`

function emitAwayOrAvailable(mapping: MapperState, member: Member, away: string | null, at: number): void {
  if (away === null) mapping.emit(member, 'agent.available', at, key(member, at), {})
  else {
    const asked = mapping.pausedBy.get(member.id)
    const by = asked === undefined || at > asked.until ? {} : { by: asked.by }
    mapping.pausedBy.delete(member.id)
    mapping.emit(member, 'agent.away', at, key(member, at), away === '' ? by : { reason: away, ...by })
  }
}

/** The pauses in some queues, as `data.pausedIn` of an event. */
function pausesTold(pausedIn: Readonly<Record<string, string>>): {
  pausedIn?: { queue: string; reason?: string }[]
} {
  const told = Object.entries(pausedIn).map(([queue, reason]) =>
    reason === '' ? { queue } : { queue, reason },
  )
  return told.length === 0 ? {} : { pausedIn: told }
}

function emitPresence(mapping: MapperState, member: Member, next: EmittedPresence, at: number): void {
  const before = member.emitted
  member.emitted = next
  if (next.is === 'signed_out') {
    if (before.is === 'signed_in') mapping.emit(member, 'agent.signed_out', at, key(member, at), {})
    member.emittedBusy = false
    return
  }
  const queues = [...next.queues]
  const more = {
    ...(Object.keys(next.penalties).length > 0 && { penalties: next.penalties }),
    ...pausesTold(next.pausedIn),
  }
  // Who was told of before cannot have come before that.
  const isFirst = before.is === 'signed_in' || member.lastAt === 0
  const awaySince = next.away !== null && isFirst ? (latestPause(member)?.since ?? at) : at
  if (before.is === 'signed_out') {
    const name = member.name === undefined ? {} : { name: member.name.slice(0, 200) }
    mapping.emit(member, 'agent.signed_in', awaySince, key(member, awaySince), {
      queues,
      ...more,
      ...name,
    })
    if (next.away !== null) emitAwayOrAvailable(mapping, member, next.away, awaySince)
    return
  }
  const isThere = before.queues.join('\n') === next.queues.join('\n')
  const isAsBefore =
    isDeepStrictEqual(before.penalties, next.penalties) && isDeepStrictEqual(before.pausedIn, next.pausedIn)
  if (!isThere || !isAsBefore) mapping.emit(member, 'agent.queues', at, key(member, at), { queues, ...more })
  if (before.away !== next.away) {
    member.emittedBusy = false
    emitAwayOrAvailable(mapping, member, next.away, awaySince)
  }
}
