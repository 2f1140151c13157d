/** The site's days: each begins at `dayStartsAt` by the site's wall clock, so one may have 23 or 25 hours. */
export interface SiteDays {
  /** Start (ms) of the site's day that holds the instant. */
  dayOf(at: number): number
  /** Start (ms) of the day after the one that starts at `day`. */
  nextDay(day: number): number
}

const HOUR = 3_600_000

function wallClock(formatter: Intl.DateTimeFormat, at: number): { date: number; minutes: number } {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatter.formatToParts(at)) parts[type] = Number(value)
  const date = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day)
  return { date, minutes: (parts.hour ?? 0) * 60 + (parts.minute ?? 0) }
}

/** Days of a zone (IANA name) that begin at "HH:MM". Remembers the days it was asked for. */
export function createSiteDays(timezone: string, dayStartsAt: string): SiteDays {
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const startMinutes = Number(dayStartsAt.slice(0, 2)) * 60 + Number(dayStartsAt.slice(3, 5))
  const known = new Map<number, number>()
  let last = { from: 0, to: 0 }
  /** The days last found: what comes late is of another day than what is asked of now, in turns. */
  let recent: (typeof last)[] = []

  /** Which calendar date (UTC midnight) the instant's site day has. */
  function label(at: number): number {
    const { date, minutes } = wallClock(formatter, at)
    return minutes >= startMinutes ? date : date - 24 * HOUR
  }

  /** First instant whose label is at least `wanted`, found between two instants by halving. */
  function firstOf(wanted: number, low: number, high: number): number {
    let [before, after] = [low, high]
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (label(middle) >= wanted) after = middle
      else before = middle
    }
    return after
  }

  function nextDay(day: number): number {
    let next = known.get(day)
    if (next === undefined) {
      next = firstOf(label(day) + 24 * HOUR, day + 20 * HOUR, day + 28 * HOUR)
      if (known.size > 4_000) known.clear()
      known.set(day, next)
    }
    return next
  }

  function found(at: number): typeof last {
    const from = firstOf(label(at), at - 28 * HOUR, at)
    return { from, to: nextDay(from) }
  }

  return {
    dayOf(at) {
      if (at >= last.from && at < last.to) return last.from
      const there = recent.find(({ from, to }) => at >= from && at < to)
      last = there ?? found(Math.floor(at))
      if (there === undefined) recent = [last, ...recent.slice(0, 7)]
      return last.from
    },
    nextDay,
  }
}
