import type { PbxCall, PbxQueueEntry } from './pbx-call.ts'
import type { ChannelStatement, StatedWaiting } from './statement.ts'

/**
 * Compares what the PBX states with what we hold to be so, and says what must be put right. Pure: `reconciled.ts`
 * applies it. Nothing is invented: of what is gone at the PBX only that is known, hence `lost`.
 */

/** A wait that the PBX gives in whole seconds may differ by this much from ours and still be the same wait. */
const SAME_WAIT_MS = 3_000

export interface WaitingPlan {
  /** Waiting here and there. */
  readonly kept: readonly PbxQueueEntry[]
  /** Waiting here, not there. */
  readonly lost: readonly { readonly caller: PbxCall; readonly entry: PbxQueueEntry }[]
  /** Waiting there, not here. */
  readonly joined: readonly Joined[]
  /** The same, but an event that tells of it should be on its way. */
  readonly expected: readonly Joined[]
}

/** A caller of a list, with the instant at which it joined. */
export interface Joined {
  readonly stated: StatedWaiting
  readonly queue: string
  readonly at: number
}

/** What is known of a list besides its entries. */
export interface ListMoment {
  /** When it began: who joined after that is not in question. */
  readonly from: number
  /** How late the PBX's events are; a list may be as late, or not at all. */
  readonly lagMs: number
  /** Queues that it lacks without saying that nobody waits there. */
  readonly saysNothingOf: (queue: string) => boolean
  /** Whoever joined after this instant is told by an event, which is on its way; null if no event is late. */
  readonly eventsFrom: number | null
}

/** Who waits: `stated` is the PBX's list. */
export function planWaiting(
  callers: Iterable<PbxCall>,
  stated: readonly { readonly entry: StatedWaiting; readonly queue: string }[],
  { from, lagMs, eventsFrom, saysNothingOf }: ListMoment,
): WaitingPlan {
  const joined = new Map(
    stated.map(({ entry, queue }) => [
      entry.uniqueid,
      { stated: entry, queue, at: joinedAt(entry, from - entry.waitSec * 1_000, lagMs) },
    ]),
  )
  const lost: { caller: PbxCall; entry: PbxQueueEntry }[] = []
  const kept: PbxQueueEntry[] = []
  for (const caller of callers) {
    if (caller.stage.is !== 'waiting' && caller.stage.is !== 'leaving') continue
    const { entry } = caller.stage
    const there = joined.get(entry.uniqueid)
    const isSame =
      there !== undefined && there.queue === entry.queue && there.at - entry.joinedAt <= SAME_WAIT_MS + lagMs
    // One that is just leaving may still be listed: that is no new stay.
    if (isSame) joined.delete(entry.uniqueid)
    if (caller.stage.is === 'leaving') continue
    if (isSame) kept.push(entry)
    else if (entry.joinedAt < from && !saysNothingOf(entry.queue)) lost.push({ caller, entry })
  }
  const isExpected = ({ stated: { waitSec } }: Joined): boolean =>
    eventsFrom !== null && from - (waitSec + 1) * 1_000 >= eventsFrom
  const unheard = [...joined.values()]
  return {
    kept,
    lost,
    joined: unheard.filter((one) => !isExpected(one)),
    expected: unheard.filter(isExpected),
  }
}

/**
 * When a listed caller joined: `latest` if the list came in time, up to the lag before if it was as late as events are;
 * never before its channel was made, which its Uniqueid says.
 */
function joinedAt({ uniqueid }: StatedWaiting, latest: number, lagMs: number): number {
  const made = /^(?:.*-)?(\d{10})\.\d+$/.exec(uniqueid)?.[1]
  if (made === undefined) return latest
  return Math.min(latest, Math.max(latest - lagMs, Number(made) * 1_000))
}

/** Which of our talks the PBX knows nothing of; `pbxQueue` gives the PBX's queue id of a channel's application. */
export function planTalks(
  callers: Iterable<PbxCall>,
  { channels, from }: ChannelStatement,
  queueOf: (applicationData: string) => string,
): readonly PbxCall[] {
  const lost: PbxCall[] = []
  for (const caller of callers) {
    if (caller.stage.is !== 'talking' || caller.stage.leg.startedAt >= from) continue
    const { leg } = caller.stage
    const channel = channels.get(leg.uniqueid)
    const there =
      channel !== undefined &&
      (leg.queue === null ||
        (channel.application === 'Queue' && queueOf(channel.applicationData) === leg.queue))
    if (!there) lost.push(caller)
  }
  return lost
}

/** Callers who wait on a channel that the PBX knows nothing of. */
export function planGone(
  callers: Iterable<PbxCall>,
  { channels, from }: ChannelStatement,
): readonly { readonly caller: PbxCall; readonly entry: PbxQueueEntry }[] {
  const gone: { caller: PbxCall; entry: PbxQueueEntry }[] = []
  for (const caller of callers) {
    if (caller.stage.is !== 'waiting') continue
    const { entry } = caller.stage
    if (entry.joinedAt < from && !channels.has(entry.uniqueid)) gone.push({ caller, entry })
  }
  return gone
}

/** Callers whose own channel is gone: forgotten once nothing of them is open. Who came after the list began is not in question. */
export function planForgotten(
  callers: Iterable<PbxCall>,
  { channels, from }: ChannelStatement,
): readonly PbxCall[] {
  return [...callers].filter(({ uniqueid, lastAt }) => lastAt < from && !channels.has(uniqueid))
}

/**
 * Callers who had left their queue when the connection was cut, before it was said how. Without a word of giving up
 * and with a channel that does something else now, it was an exit by key; all else is not known.
 */
export function planCutOff(
  callers: Iterable<PbxCall>,
  { channels }: ChannelStatement,
  connection: number,
): {
  readonly byKey: readonly PbxCall[]
  readonly lost: readonly PbxCall[]
  readonly open: readonly PbxCall[]
} {
  const byKey: PbxCall[] = []
  const lost: PbxCall[] = []
  const open: PbxCall[] = []
  for (const caller of callers) {
    if (caller.stage.is !== 'leaving' || caller.stage.entry.heardIn === connection) continue
    const channel = channels.get(caller.stage.entry.uniqueid)
    if (channel === undefined || (caller.stage.abandon === null && channel.application === 'Queue'))
      lost.push(caller)
    else if (caller.stage.abandon === null) byKey.push(caller)
    else open.push(caller)
  }
  return { byKey, lost, open }
}
