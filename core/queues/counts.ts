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

const fields = [
  'offered',
  'waiting',
  'answeredInTarget',
  'answeredLate',
  'shortAbandoned',
  'abandoned',
  'left',
  'callbackRequested',
  'turnedAway',
  'abandonedInTarget',
  'callbackInTarget',
  'waitMs',
  'handled',
  'talkMs',
  'holdMs',
  'wrapMs',
  'rated',
  'ratedMillionths',
] as const satisfies readonly (keyof Counts)[]

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

/** Adds (`sign` 1) or takes out (`sign` -1) `part` in place. */
export function addCounts(sum: Counts, part: Counts, sign: 1 | -1): void {
  for (const field of fields) sum[field] += sign * part[field]
}

export function answeredOf(counts: Counts): number {
  return counts.answeredInTarget + counts.answeredLate
}
