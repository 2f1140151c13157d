import { createSiteDays } from '#core/site-day.ts'

export type PromiseTimeKey = 'in1h' | 'in2h' | 'today18' | 'opening' | 'tomorrow10' | 'nextDay10'
export interface PromiseTime {
  key: PromiseTimeKey
  at: number
}

/** A time in which somebody is there to keep a promise; instants in ms. */
export interface OpenSpan {
  readonly from: number
  readonly to: number
}

/** What a time is that somebody wants to promise: it can be kept, it has passed already, or nobody is there then. */
export type TimeVerdict = 'fine' | 'past' | 'closed'

const HOUR = 3_600_000
const DAY_MS = 24 * HOUR
/** A promise for six o'clock that is made at ten to six is one for tomorrow. */
const LEAST_AHEAD_MS = 20 * 60_000
/** No calendar closes for longer than this without being looked at again. */
const DAYS_LOOKED_AT = 14

/** The first instant after `at` at which the site's wall clock shows a time. */
function nextWallTime(timezone: string, wall: string, at: number): number {
  const days = createSiteDays(timezone, wall)
  return days.nextDay(days.dayOf(at))
}

/** The span that an instant lies in, its end included: what is promised for closing time can be kept. */
const spanAt = (open: readonly OpenSpan[], at: number) => open.find(({ from, to }) => at >= from && at <= to)

/** What is to be said of a time before it is promised; `open`: null, where somebody is always there. Behind what is known of the calendar all is fine. */
export function judgeTime(at: number, now: number, open: readonly OpenSpan[] | null): TimeVerdict {
  if (at <= now) return 'past'
  if (open === null || spanAt(open, at) !== undefined) return 'fine'
  const last = open.at(-1)
  return last !== undefined && at > last.to ? 'fine' : 'closed'
}

/** Today at six, or when it closes before that. */
function thisEvening(timezone: string, now: number, midnight: number, open: readonly OpenSpan[] | null) {
  const six = nextWallTime(timezone, '18:00', now)
  const closes = open?.findLast(({ from, to }) => from < midnight && to > now)?.to
  const evening = closes === undefined ? six : Math.min(six, closes)
  const isOpen = open === null || closes !== undefined
  return isOpen && evening < midnight && evening - now >= LEAST_AHEAD_MS ? evening : null
}

/** Ten o'clock of the next day on which somebody is there: at ten, or when they begin. */
function nextMorning(timezone: string, midnight: number, open: readonly OpenSpan[] | null): PromiseTime {
  const days = createSiteDays(timezone, '00:00')
  let day = midnight
  for (let ahead = 0; ahead < DAYS_LOOKED_AT; ahead++) {
    const ten = nextWallTime(timezone, '10:00', day - 1)
    const next = days.nextDay(day)
    const key = ahead === 0 ? 'tomorrow10' : 'nextDay10'
    if (open === null || spanAt(open, ten) !== undefined) return { key, at: ten }
    const first = open.find(({ from, to }) => from < next && to > day)
    if (first !== undefined) return { key, at: Math.max(first.from, day) }
    day = next
  }
  return { key: 'tomorrow10', at: nextWallTime(timezone, '10:00', midnight - 1) }
}

/**
 * The times that are promised most, as instants: in one and two hours, today at six (or at closing), when it opens next
 * if that is today or in the night, and ten o'clock of the next day on which it is open. By the site's clock.
 */
export function promiseTimes(
  timezone: string,
  now: number,
  open: readonly OpenSpan[] | null = null,
): PromiseTime[] {
  const midnight = nextWallTime(timezone, '00:00', now)
  const evening = thisEvening(timezone, now, midnight, open)
  const opens = open?.find(({ to }) => to > now)?.from ?? now
  const morning = nextMorning(timezone, midnight, open)
  const isClosed = opens > now && opens - now < DAY_MS && opens !== morning.at
  return [
    { key: 'in1h', at: now + HOUR },
    { key: 'in2h', at: now + 2 * HOUR },
    ...(evening === null ? [] : [{ key: 'today18', at: evening } as const]),
    ...(isClosed ? [{ key: 'opening', at: opens } as const] : []),
    morning,
  ]
}
