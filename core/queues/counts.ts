/**
 * The disjoint counts of metrics.md, of a 15-minute interval or a day. An entry adds its contribution when it
 * changes and takes the old one out, so a sum is always the sum over the entries as they are now.
 */
export interface Counts {
  offered: number
  waiting: number
  answeredInTarget: number
  answeredLate: number
  shortAbandoned: number
  abandoned: number
  left: number
  callbackRequested: number
  turnedAway: number
  abandonedInTarget: number
  callbackInTarget: number
  /** Waits of answered entries, ms. */
  waitMs: number
  /** Answered entries whose contact moved on, and their talk, hold and wrap-up in ms. */
  handled: number
  talkMs: number
  holdMs: number
  wrapMs: number
  rated: number
  /** Sum of score ÷ of in millionths: whole numbers, because sums must not depend on their order. */
  ratedMillionths: number
}

/** The counts of no entry at all. */
export function noCounts(): Counts {
  return {
    offered: 0,
    waiting: 0,
    answeredInTarget: 0,
    answeredLate: 0,
    shortAbandoned: 0,
    abandoned: 0,
    left: 0,
    callbackRequested: 0,
    turnedAway: 0,
    abandonedInTarget: 0,
    callbackInTarget: 0,
    waitMs: 0,
    handled: 0,
    talkMs: 0,
    holdMs: 0,
    wrapMs: 0,
    rated: 0,
    ratedMillionths: 0,
  }
}

/** Makes counts those of another, in place. */
export function setCounts(counts: Counts, from: Counts): void {
  counts.offered = from.offered
  counts.waiting = from.waiting
  counts.answeredInTarget = from.answeredInTarget
  counts.answeredLate = from.answeredLate
  counts.shortAbandoned = from.shortAbandoned
  counts.abandoned = from.abandoned
  counts.left = from.left
  counts.callbackRequested = from.callbackRequested
  counts.turnedAway = from.turnedAway
  counts.abandonedInTarget = from.abandonedInTarget
  counts.callbackInTarget = from.callbackInTarget
  counts.waitMs = from.waitMs
  counts.handled = from.handled
  counts.talkMs = from.talkMs
  counts.holdMs = from.holdMs
  counts.wrapMs = from.wrapMs
  counts.rated = from.rated
  counts.ratedMillionths = from.ratedMillionths
}

const NONE: Counts = noCounts()

/** Makes all counts 0, in place. */
export function clearCounts(counts: Counts): void {
  setCounts(counts, NONE)
}

/** Adds (`sign` 1) or takes out (`sign` -1) `part` in place. Written out: this runs at every event. */
export function addCounts(sum: Counts, part: Counts, sign: 1 | -1): void {
  sum.offered += sign * part.offered
  sum.waiting += sign * part.waiting
  sum.answeredInTarget += sign * part.answeredInTarget
  sum.answeredLate += sign * part.answeredLate
  sum.shortAbandoned += sign * part.shortAbandoned
  sum.abandoned += sign * part.abandoned
  sum.left += sign * part.left
  sum.callbackRequested += sign * part.callbackRequested
  sum.turnedAway += sign * part.turnedAway
  sum.abandonedInTarget += sign * part.abandonedInTarget
  sum.callbackInTarget += sign * part.callbackInTarget
  sum.waitMs += sign * part.waitMs
  sum.handled += sign * part.handled
  sum.talkMs += sign * part.talkMs
  sum.holdMs += sign * part.holdMs
  sum.wrapMs += sign * part.wrapMs
  sum.rated += sign * part.rated
  sum.ratedMillionths += sign * part.ratedMillionths
}

/** Takes `before` out of a sum and puts `now` in, in place. Written out: this runs at every event. */
export function changeSum(sum: Counts, before: Counts, now: Counts): void {
  sum.offered += now.offered - before.offered
  sum.waiting += now.waiting - before.waiting
  sum.answeredInTarget += now.answeredInTarget - before.answeredInTarget
  sum.answeredLate += now.answeredLate - before.answeredLate
  sum.shortAbandoned += now.shortAbandoned - before.shortAbandoned
  sum.abandoned += now.abandoned - before.abandoned
  sum.left += now.left - before.left
  sum.callbackRequested += now.callbackRequested - before.callbackRequested
  sum.turnedAway += now.turnedAway - before.turnedAway
  sum.abandonedInTarget += now.abandonedInTarget - before.abandonedInTarget
  sum.callbackInTarget += now.callbackInTarget - before.callbackInTarget
  sum.waitMs += now.waitMs - before.waitMs
  sum.handled += now.handled - before.handled
  sum.talkMs += now.talkMs - before.talkMs
  sum.holdMs += now.holdMs - before.holdMs
  sum.wrapMs += now.wrapMs - before.wrapMs
  sum.rated += now.rated - before.rated
  sum.ratedMillionths += now.ratedMillionths - before.ratedMillionths
}

/** How many were answered: within the target and late. */
export function answeredOf(counts: Counts): number {
  return counts.answeredInTarget + counts.answeredLate
}

/** Whether no outcome of summed counts is below 0; what is in it adds up by `isPartitioned`. */
export function isNotNegative(sum: Counts): boolean {
  return (
    sum.offered >= 0 &&
    sum.waiting >= 0 &&
    sum.answeredInTarget >= 0 &&
    sum.answeredLate >= 0 &&
    sum.shortAbandoned >= 0 &&
    sum.abandoned >= 0 &&
    sum.left >= 0 &&
    sum.callbackRequested >= 0 &&
    sum.waitMs >= 0 &&
    sum.handled >= 0
  )
}

/** Whether every entry that was offered waits or has ended in exactly one way. */
export function isPartitioned(sum: Counts): boolean {
  const { waiting, answeredInTarget, answeredLate, shortAbandoned, abandoned, left, callbackRequested } = sum
  const ended = answeredInTarget + answeredLate + shortAbandoned + abandoned + left + callbackRequested
  return sum.offered === waiting + ended
}

/** Whether two contributions are the same. */
export function sameCounts(a: Counts, b: Counts): boolean {
  return (
    a.offered === b.offered &&
    a.waiting === b.waiting &&
    a.answeredInTarget === b.answeredInTarget &&
    a.answeredLate === b.answeredLate &&
    a.shortAbandoned === b.shortAbandoned &&
    a.abandoned === b.abandoned &&
    a.left === b.left &&
    a.callbackRequested === b.callbackRequested &&
    a.turnedAway === b.turnedAway &&
    a.abandonedInTarget === b.abandonedInTarget &&
    a.callbackInTarget === b.callbackInTarget &&
    a.waitMs === b.waitMs &&
    a.handled === b.handled &&
    a.talkMs === b.talkMs &&
    a.holdMs === b.holdMs &&
    a.wrapMs === b.wrapMs &&
    a.rated === b.rated &&
    a.ratedMillionths === b.ratedMillionths
  )
}
