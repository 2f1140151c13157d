/** In which minutes of an hour something happened: two halves of thirty bits. */
export interface HourOfFeed {
  early: number
  late: number
}

/** Hours with events. What is in it is a function of the set of events. */
export interface FeedHours {
  /** By their beginning in ms. */
  readonly byStart: Map<number, HourOfFeed>
  /** The beginning of the earliest; `Infinity` where there is none. */
  first: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const WEEK_MS = 7 * 24 * HOUR_MS
/** How many weeks before are compared; of fewer than `LEAST_WEEKS` nothing is usual yet. */
const WEEKS = 4
const LEAST_WEEKS = 2
const KEPT_MS = (WEEKS + 1) * WEEK_MS
/** A silence that comes by chance once in a thousand times is unusual. */
const UNUSUAL = Math.log(1_000)
/** No minute is taken for surer than this, so that a silence of less than three minutes is never unusual. */
const MOST_SURE = 0.9
/** A silence is looked at for this long after the last event. */
const LOOKED_AT_HOURS = 48

export function newFeedHours(hours: Iterable<readonly [start: number, hour: HourOfFeed]> = []): FeedHours {
  const byStart = new Map(hours)
  return { byStart, first: firstOf(byStart) }
}

function firstOf(byStart: ReadonlyMap<number, HourOfFeed>): number {
  let first = Number.POSITIVE_INFINITY
  for (const start of byStart.keys()) if (start < first) first = start
  return first
}

/** Notes that something happened at `time` (ms). */
export function noteMinute(hours: FeedHours, time: number): void {
  const minute = Math.floor(time / MINUTE_MS) % 60
  const start = Math.floor(time / HOUR_MS) * HOUR_MS
  let hour = hours.byStart.get(start)
  if (hour === undefined) {
    hour = { early: 0, late: 0 }
    hours.byStart.set(start, hour)
    forgetOld(hours)
  }
  if (minute < 30) hour.early |= 1 << minute
  else hour.late |= 1 << (minute - 30)
}

function forgetOld(hours: FeedHours): void {
  const { byStart } = hours
  let newest = 0
  for (const start of byStart.keys()) if (start > newest) newest = start
  for (const start of byStart.keys()) if (start < newest - KEPT_MS) byStart.delete(start)
  hours.first = firstOf(byStart)
}

function bitsOf(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}

/** The share of minutes with an event in the same hour of the weeks before; null: there are too few such weeks. */
function usualShare({ byStart, first }: FeedHours, start: number): number | null {
  let weeks = 0
  let minutes = 0
  for (let back = 1; back <= WEEKS && start - back * WEEK_MS >= first; back++) {
    const hour = byStart.get(start - back * WEEK_MS)
    weeks++
    if (hour !== undefined) minutes += bitsOf(hour.early) + bitsOf(hour.late)
  }
  return weeks < LEAST_WEEKS ? null : minutes / (weeks * 60)
}

/**
 * From when on (ms) a feed whose last event was at `lastAt` has been unusually quiet for the weekday and hour, if
 * nothing more comes; null: not within two days, or it is not known what is usual.
 * Each silent minute counts by how sure an event would have been in it.
 */
export function silentFrom(hours: FeedHours, lastAt: number): number | null {
  const begin = Math.floor(lastAt / HOUR_MS) * HOUR_MS
  // Nearly every hour of a feed's first weeks: there is nothing to compare with yet.
  if (begin + LOOKED_AT_HOURS * HOUR_MS <= hours.first + LEAST_WEEKS * WEEK_MS) return null
  let unlikely = 0
  let at = lastAt
  for (let hour = 0; hour < LOOKED_AT_HOURS; hour++) {
    const start = begin + hour * HOUR_MS
    const share = usualShare(hours, start)
    const minutes = (start + HOUR_MS - at) / MINUTE_MS
    const perMinute = share === null ? 0 : -Math.log(1 - Math.min(MOST_SURE, share))
    if (unlikely + perMinute * minutes >= UNUSUAL)
      return Math.ceil(at + ((UNUSUAL - unlikely) / perMinute) * MINUTE_MS)
    unlikely += perMinute * minutes
    at = start + HOUR_MS
  }
  return null
}
