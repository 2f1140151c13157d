import { type PromiseTime, promiseTimes } from './promise-times.ts'
import type { OpenSpans } from './use-opening.ts'

const DAY = 86_400_000
/** So many days it is looked for one on which somebody is there at that time. */
const MOST_DAYS = 14

/** Whether somebody is there at an instant (ms); `open`: null, always. */
export function isOpenAt(open: OpenSpans | null, at: number): boolean {
  return open === null || open.some(([from, to]) => at >= from && at <= to)
}

/** When it opens next after an instant (ms), or null if nobody knows. */
export function opensAfter(open: OpenSpans, at: number): number | null {
  return open.find(([from]) => from > at)?.[0] ?? null
}

/** A time of tomorrow, or of the next day on which somebody is there then; else when it opens next. */
function nextDayOpen(at: number, open: OpenSpans): number | null {
  for (let days = 0; days < MOST_DAYS; days++) if (isOpenAt(open, at + days * DAY)) return at + days * DAY
  return opensAfter(open, at)
}

/** The times that are agreed most, of those at which somebody is there. */
export function agreedTimes(timezone: string, now: number, open: OpenSpans | null): PromiseTime[] {
  const times = promiseTimes(timezone, now)
  if (open === null) return times
  return times.flatMap((time) => {
    if (time.key !== 'tomorrow10') return isOpenAt(open, time.at) ? [time] : []
    const at = nextDayOpen(time.at, open)
    return at === null ? [] : [{ key: time.key, at }]
  })
}
