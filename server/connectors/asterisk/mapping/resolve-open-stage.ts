import type { MapperState } from './mapper-state.ts'
import { abandoned, endTalk, leftQueue, loseEntry, passOn } from './outcomes.ts'
import type { CallStage, PbxCall } from './pbx-call.ts'

/**
 * Decides what was open, because something else happens to the caller, its channel is gone, or the time is up.
 * One that the queue sent away without a word leaves `other`: an exit by key, or a reason that nobody told.
 * `goneAt`: when its channel was gone.
 */
export function resolveOpenStage(mapping: MapperState, caller: PbxCall, goneAt: number | null = null): void {
  const { stage } = caller
  switch (stage.is) {
    case 'leaving':
      if (stage.abandon !== null && hungUp(mapping, stage, goneAt))
        abandoned(mapping, caller, stage.entry, stage.abandon.waitSec, stage.at)
      else leftUnexplained(mapping, caller, stage, goneAt !== null)
      return
    case 'ending':
      endTalk(mapping, caller, stage.leg, stage.by, stage.at)
      return
    case 'transferring':
      passOn(mapping, caller, stage.leg, {}, stage.at)
      return
    case 'apart':
    case 'direct':
    case 'waiting':
    case 'talking':
      mapping.undecided.set(caller, null)
      return
    default:
      stage satisfies never
  }
}

type Leaving = Extract<CallStage, { is: 'leaving' }>

/** A channel that is hung up in a queue is gone as soon as it has left. */
const HUNG_UP_MS = 500

/**
 * Somebody hung the caller up, or it gave up, where the PBX would have said otherwise. One that tells how callers
 * leave the queue did not, no gap lies between, and the channel was gone at once: the queue had no part in it. An old
 * one that never says who wants to go has no other word for giving up; where it tells of hang-ups at all, one whose
 * channel goes on did not.
 */
function hungUp(mapping: MapperState, { entry, at, goesOn }: Leaving, goneAt: number | null): boolean {
  if (goesOn || entry.heardIn !== mapping.connection) return false
  const isSilent = mapping.isOld && !mapping.requestsHangups && !mapping.statesOutcome
  if (isSilent && !mapping.reportsHangups) return true
  return (isSilent || mapping.statesOutcome) && goneAt !== null && goneAt - at <= HUNG_UP_MS
}

/** Between the words of one leaving lie some ms, in which a list may still name the caller. */
const ONE_LEAVING_MS = 250

/**
 * No word but the leaving itself. Where the word before it may have been in a gap, a channel that is gone at once
 * says that it was no exit by key; how it ended is then not known.
 */
function leftUnexplained(
  mapping: MapperState,
  caller: PbxCall,
  { entry, abandon, at }: Leaving,
  channelGone: boolean,
): void {
  const listedJustBefore = entry.listedAt !== null && at - entry.listedAt < ONE_LEAVING_MS
  if (entry.heardIn === mapping.connection && !(listedJustBefore && channelGone)) {
    const reason = mapping.takenOut.delete(caller.uniqueid) ? 'callback' : 'other'
    leftQueue(mapping, caller, entry, reason, abandon?.waitSec ?? null, at)
    return
  }
  loseEntry(mapping, caller, entry, at)
}
