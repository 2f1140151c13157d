import type { Caller, Entry, Stage } from './caller.ts'
import type { Mapping } from './mapping.ts'
import { abandoned, endTalk, leftQueue, loseEntry, passOn } from './outcomes.ts'

/**
 * Decides what was open, because something else happens to the caller, its channel is gone, or the time is up.
 * One that the queue sent away without a word leaves `other`: an exit by key, or a reason that nobody told.
 */
export function settleCaller(mapping: Mapping, caller: Caller, channelGone = false): void {
  const { stage } = caller
  switch (stage.is) {
    case 'leaving':
      if (stage.abandon !== null && channelGone && toldNothing(mapping, stage.entry))
        abandoned(mapping, caller, stage.entry, stage.abandon.waitSec, stage.at)
      else leftUnexplained(mapping, caller, stage, channelGone)
      return
    case 'ending':
      endTalk(mapping, caller, stage.leg, stage.by, stage.at)
      return
    case 'transferring':
      passOn(mapping, caller, stage.leg, {}, stage.at)
      return
    case 'apart':
    case 'waiting':
    case 'talking':
      mapping.undecided.set(caller, null)
      return
    default:
      stage satisfies never
  }
}

/**
 * A PBX that tells how callers leave the queue did not, and no gap lies between: the queue had no part in it,
 * somebody hung the caller up.
 */
function toldNothing(mapping: Mapping, entry: Entry): boolean {
  return mapping.statesOutcome && entry.heardIn === mapping.connection
}

/** Between the words of one leaving lie some ms, in which a list may still name the caller. */
const ONE_LEAVING_MS = 250

/**
 * No word but the leaving itself. Where the word before it may have been in a gap, a channel that is gone at once
 * says that it was no exit by key; how it ended is then not known.
 */
function leftUnexplained(
  mapping: Mapping,
  caller: Caller,
  { entry, abandon, at }: Extract<Stage, { is: 'leaving' }>,
  channelGone: boolean,
): void {
  const listedJustBefore = entry.listedAt !== null && at - entry.listedAt < ONE_LEAVING_MS
  if (entry.heardIn === mapping.connection && !(listedJustBefore && channelGone)) {
    leftQueue(mapping, caller, entry, 'other', abandon?.waitSec ?? null, at)
    return
  }
  loseEntry(mapping, caller, entry, at)
}
