import { itemAt } from '../collections/present.ts'

/** A time zone as a function between instants and its wall clock, both in ms since 1970 (a wall time as if it were UTC). */
export interface Zone {
  readonly id: string
  /** What the zone's clocks show at an instant. */
  wallAt(instant: number): number
  /**
   * The first instant at which the zone's clocks show this wall time or a later one: of a time that occurs
   * twice the first, of a time that is skipped the instant of the jump.
   */
  instantOf(wall: number): number
}

/** A stretch of time with one offset from UTC; `to` is not in it. */
interface Period {
  readonly from: number
  readonly to: number
  readonly offset: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** No zone was ever further from UTC than this. */
const MAX_OFFSET = 16 * HOUR
const OFFSET_TEXT = /GMT(?:([+\-\u2212])(\d\d):(\d\d)(?::(\d\d))?)?$/
const YEARS_KEPT = 400
/** No zone ever changed twice within this time (Freetown, in 1939, after four days), and none before this year. */
const LOOK_EVERY = 3 * DAY
const FIRST_CHANGES = 1840

/** The first instant of a UTC year, also of the years 0–99, which `Date.UTC` takes for 19xx. */
export function utcYearStart(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1)
}

function readOffset(text: string): number {
  const match = OFFSET_TEXT.exec(text)
  if (match === null) throw new RangeError(`no offset from UTC in "${text}"`)
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * 1_000
  return sign === undefined || sign === '+' ? size : -size
}

/** The instant in (before, after] from which the offset of `after` holds; zones change at whole seconds. */
function changeBetween(offsetAt: (at: number) => number, before: number, after: number): number {
  const target = offsetAt(after)
  let [low, high] = [before, after]
  while (high - low > 1_000) {
    const middle = Math.floor((low + high) / 2_000) * 1_000
    if (offsetAt(middle) === target) high = middle
    else low = middle
  }
  return high
}

/** The periods of one UTC year, found by asking for the offset of every third day and halving where two differ. */
function periodsOfYear(offsetAt: (at: number) => number, year: number): Period[] {
  const [start, end] = [utcYearStart(year), utcYearStart(year + 1)]
  const periods: Period[] = []
  let from = start
  let offset = offsetAt(start)
  if (year < FIRST_CHANGES) return [{ from, to: end, offset }]
  for (let day = start; day < end; day += LOOK_EVERY) {
    const next = Math.min(day + LOOK_EVERY, end)
    const after = offsetAt(next)
    if (after === offset) continue
    const change = changeBetween(offsetAt, day, next)
    if (change < end) {
      periods.push({ from, to: change, offset })
      from = change
      offset = after
    }
  }
  periods.push({ from, to: end, offset })
  return periods
}

const zones = new Map<string, Zone>()

/**
 * The zone of an IANA name (a RangeError if there is none), with the offsets that the JavaScript engine knows,
 * remembered year by year.
 */
export function zoneOf(id: string): Zone {
  const known = zones.get(id)
  if (known !== undefined) return known
  const zone = createZone(id)
  zones.set(id, zone)
  return zone
}

function createZone(id: string): Zone {
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone: id, timeZoneName: 'longOffset' })
  const offsetAt = (at: number) => readOffset(formatter.format(at))
  const years = new Map<number, Period[]>()
  let last: Period = { from: 0, to: 0, offset: 0 }

  function periodAt(instant: number): Period {
    if (instant >= last.from && instant < last.to) return last
    const year = new Date(instant).getUTCFullYear()
    let periods = years.get(year)
    if (periods === undefined) {
      if (years.size >= YEARS_KEPT) years.clear()
      periods = periodsOfYear(offsetAt, year)
      years.set(year, periods)
    }
    last = periods.find((period) => instant < period.to) ?? itemAt(periods, periods.length - 1)
    return last
  }

  return {
    id,
    wallAt: (instant) => instant + periodAt(instant).offset,
    instantOf(wall) {
      // Here every clock of the zone still shows an earlier time, so that the first match is the first at all.
      let from = wall - MAX_OFFSET
      for (;;) {
        const period = periodAt(from)
        if (from + period.offset >= wall) return from
        if (wall - period.offset < period.to) return wall - period.offset
        from = period.to
      }
    },
  }
}
