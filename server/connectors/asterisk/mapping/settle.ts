import type { Caller } from './caller.ts'
import type { Mapping } from './mapping.ts'
import { abandoned, endTalk, leftQueue, passOn } from './outcomes.ts'

/**
 * Decides what was open, because something else happens to the caller, its channel is gone, or the time is up.
 * One that the queue sent away without a word leaves `other`: an exit by key, or a reason that nobody told.
 */
export function settleCaller(mapping: Mapping, caller: Caller, channelGone = false): void {
  const { stage } = caller
  switch (stage.is) {
    case 'leaving':
      // Where the PBX tells how callers leave and did not, the queue had no part in it: somebody hung the caller up.
      if (stage.abandon !== null && channelGone && mapping.statesOutcome)
        abandoned(mapping, caller, stage.entry, stage.abandon.waitSec, stage.at)
      else leftQueue(mapping, caller, stage.entry, 'other', stage.abandon?.waitSec ?? null, stage.at)
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
