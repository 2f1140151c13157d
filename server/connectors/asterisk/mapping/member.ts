import type { CallSubject } from './pbx-call.ts'

/** What was last told of an agent. */
export type EmittedPresence =
  | { readonly is: 'signed_out' }
  | {
      readonly is: 'signed_in'
      readonly queues: readonly string[]
      readonly away: string | null
      /** By queue, those that are not 0. */
      readonly penalties: Readonly<Record<string, number>>
      /** Queue id → the reason, '' for none, of what is paused while others are open. */
      readonly pausedIn: Readonly<Record<string, string>>
    }

/** A pause in one queue. */
export interface MemberPause {
  readonly reason: string
  /** When it began, ms since 1970. */
  readonly since: number
}

/** One member of the PBX's queues: an interface, for us an agent. */
export interface Member extends CallSubject {
  readonly interface: string
  name: string | undefined
  stateInterface: string
  /** Queue id → the pause there, or null where not paused. */
  readonly queues: Map<string, MemberPause | null>
  /** Queue id → the penalty there; a queue of which none was said is not in it. */
  readonly penalties: Map<string, number>
  /** Device status as AMI numbers it. */
  status: number
  /** Since when the device is, or is not, in use. */
  inUseSince: number | null
  /** When the last of this agent's talks that we know ended. */
  freeSince: number
  /** Something changed at this instant and was not told yet. */
  changedAt: number | null
  emitted: EmittedPresence
  /** What the phone is in use for, as far as its calls show it. */
  doing: 'internal' | 'other'
  /** `agent.busy` was told and not taken back. */
  emittedBusy: boolean
}

/** 4 invalid, 5 unavailable: the phone is not there. Asterisk's own QueueSummary does not count these as logged in. */
const UNREACHABLE = new Set([4, 5])
/** 2 in use, 3 busy, 7 ringing and in use, 8 on hold. */
const IN_USE = new Set([2, 3, 7, 8])

export const isReachable = (status: number): boolean => !UNREACHABLE.has(status)
export const isInUse = (status: number): boolean => IN_USE.has(status)

/**
 * What is to be told of a member. Away: paused in every queue. Paused in some: present, without those queues,
 * for no call of theirs can reach the agent; they are named as what is paused.
 */
export function memberPresence(member: Member): EmittedPresence {
  if (member.queues.size === 0 || !isReachable(member.status)) return { is: 'signed_out' }
  const all = [...member.queues.keys()].sort()
  const open = all.filter((queue) => member.queues.get(queue) === null)
  const queues = open.length > 0 ? open : all
  const away = open.length > 0 ? null : (latestPause(member)?.reason ?? '')
  const pausedIn = open.length > 0 ? pausesOf(member, all) : {}
  return { is: 'signed_in', queues, away, penalties: penaltiesIn(member, queues), pausedIn }
}

function pausesOf(member: Member, queues: readonly string[]): Record<string, string> {
  const reasons = queues.map((queue) => [queue, member.queues.get(queue)?.reason] as const)
  return Object.fromEntries(reasons.flatMap(([queue, why]) => (why === undefined ? [] : [[queue, why]])))
}

function penaltiesIn({ penalties }: Member, queues: readonly string[]): Record<string, number> {
  const some = queues.filter((queue) => (penalties.get(queue) ?? 0) > 0)
  return Object.fromEntries(some.map((queue) => [queue, penalties.get(queue) ?? 0]))
}

/** The pause that began last: with it a member who is paused everywhere was away. */
export function latestPause(member: Member): MemberPause | null {
  let latest: MemberPause | null = null
  for (const pause of member.queues.values())
    if (pause !== null && (latest === null || pause.since >= latest.since)) latest = pause
  return latest
}
