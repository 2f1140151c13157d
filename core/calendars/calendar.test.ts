import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MinuteCounter, minuteCounter, wallTexts } from '#tests/support/minute-counter.ts'
import { type Calendar, createCalendar } from './calendar.ts'
import { type CalendarConfig, calendarSchema } from './calendar-schema.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (text: string) => Date.parse(text)
const text = (ms: number) => new Date(ms).toISOString()

function calendar(config: Omit<CalendarConfig, 'id'>): Calendar {
  return createCalendar(calendarSchema.parse({ id: 'c', ...config }), 'Asia/Shanghai', () => null)
}

const office = calendar({ week: { 'mon-fri': ['09:00-12:00', '13:30-18:00'] } })

describe('working time', () => {
  it('counts only within the opening hours', () => {
    expect(office.workingMsBetween(at('2024-05-13T08:00+08:00'), at('2024-05-13T20:00+08:00'))).toBe(
      7.5 * HOUR,
    )
    expect(office.workingMsBetween(at('2024-05-13T11:00+08:00'), at('2024-05-13T14:00+08:00'))).toBe(
      1.5 * HOUR,
    )
    expect(office.workingMsBetween(at('2024-05-10T17:00+08:00'), at('2024-05-13T10:00+08:00'))).toBe(2 * HOUR)
    expect(office.workingMsBetween(at('2024-05-11T00:00+08:00'), at('2024-05-12T24:00:00+08:00'))).toBe(0)
  })

  it('ends a limit at the first instant by which it has passed: at closing time, not at the next opening', () => {
    expect(text(office.addWorking(at('2024-05-10T17:00+08:00'), HOUR))).toBe('2024-05-10T10:00:00.000Z')
    expect(text(office.addWorking(at('2024-05-10T17:00+08:00'), HOUR + 1))).toBe('2024-05-13T01:00:00.001Z')
    expect(text(office.addWorking(at('2024-05-11T17:00+08:00'), HOUR))).toBe('2024-05-13T02:00:00.000Z')
  })

  it('finds the last instant at which so much is left: the opening, not the closing before it', () => {
    expect(text(office.subtractWorking(at('2024-05-13T10:00+08:00'), HOUR))).toBe('2024-05-13T01:00:00.000Z')
    expect(text(office.subtractWorking(at('2024-05-13T10:00+08:00'), HOUR + 1))).toBe(
      '2024-05-10T09:59:59.999Z',
    )
    expect(text(office.subtractWorking(at('2024-05-11T12:00+08:00'), 30 * MINUTE))).toBe(
      '2024-05-10T09:30:00.000Z',
    )
  })

  it('goes on over the turn of a year', () => {
    const nights = calendar({ week: { 'mon-sun': ['22:00-06:00'] } })
    const [from, to] = [at('2023-12-31T20:00+08:00'), at('2024-01-01T12:00+08:00')]
    expect(nights.workingMsBetween(from, to)).toBe(8 * HOUR)
    expect(nights.segments(from, to)).toEqual([
      { from: at('2023-12-31T22:00+08:00'), to: at('2024-01-01T06:00+08:00') },
    ])
    expect(text(nights.addWorking(from, 3 * HOUR))).toBe('2023-12-31T17:00:00.000Z')
    expect(text(nights.subtractWorking(to, 5 * HOUR))).toBe('2023-12-31T17:00:00.000Z')
  })

  it('joins spans that adjoin or overlap', () => {
    const joined = calendar({ week: { mon: ['09:00-12:00', '12:00-14:00', '13:00-15:00'] } })
    const monday = at('2024-05-13T00:00+08:00')
    expect(joined.segments(monday, monday + 24 * HOUR)).toEqual([
      { from: monday + 9 * HOUR, to: monday + 15 * HOUR },
    ])
    const night = calendar({ week: { mon: ['22:00-06:00'], tue: ['05:00-09:00'] } })
    expect(night.workingMsBetween(monday, monday + 48 * HOUR)).toBe(11 * HOUR)
  })

  it('without any hours never closes', () => {
    const always = calendar({})
    expect(always.addWorking(5, 10)).toBe(15)
    expect(always.workingMsBetween(at('2024-01-01T00:00Z'), at('2025-01-01T00:00Z'))).toBe(366 * 24 * HOUR)
  })
})

describe('days that differ', () => {
  const day = (config: Omit<CalendarConfig, 'id'>, date: string) => {
    const from = at(`${date}T00:00+08:00`)
    return calendar(config).workingMsBetween(from, from + 24 * HOUR) / HOUR
  }
  const week = { 'mon-fri': ['09:00-12:00'] }

  it('a closed date has no hours, an open one those given instead of its week entry', () => {
    expect(day({ week, closed: ['2024-05-13'] }, '2024-05-13')).toBe(0)
    expect(day({ week, open: { '2024-05-13': ['10:00-20:00'] } }, '2024-05-13')).toBe(10)
    expect(day({ week, open: { '2024-05-11': ['09:00-18:00'] } }, '2024-05-11')).toBe(9)
  })

  it('a date in both is open', () => {
    expect(day({ week, closed: ['2024-05-13'], open: { '2024-05-13': ['10:00-11:00'] } }, '2024-05-13')).toBe(
      1,
    )
  })

  it('a closed day loses the spans that begin on it, not the morning of one begun the day before', () => {
    const nights = { week: { 'mon-sun': ['22:00-06:00'] }, closed: ['2024-05-14'] }
    expect(day(nights, '2024-05-14')).toBe(6)
    expect(day(nights, '2024-05-15')).toBe(2)
  })

  it('a calendar without a week is open all day but for its closed days', () => {
    expect(day({ closed: ['2024-05-14'] }, '2024-05-14')).toBe(0)
    expect(day({ closed: ['2024-05-14'] }, '2024-05-15')).toBe(24)
  })

  it('holidays close, worked days off have a working day’s hours, and both yield to closed and open', () => {
    const source = () => ({ closed: ['2024-05-13', '2024-05-14'], open: ['2024-05-11', '2024-05-12'] })
    const config = {
      id: 'c',
      week,
      holidays: ['CN'],
      closed: ['2024-05-12'],
      open: { '2024-05-14': ['08:00-09:00'] },
    }
    const cal = createCalendar(calendarSchema.parse(config), 'Asia/Shanghai', source)
    const hours = (date: string) =>
      cal.workingMsBetween(at(`${date}T00:00+08:00`), at(`${date}T00:00+08:00`) + 24 * HOUR) / HOUR
    expect([11, 12, 13, 14, 15].map((date) => hours(`2024-05-${date}`))).toEqual([3, 0, 0, 1, 3])
  })
})

describe('when clocks change', () => {
  const york = (week: CalendarConfig['week']) => calendar({ timezone: 'America/New_York', week })

  it('counts a day of 23 or 25 hours as what it is', () => {
    const all = york({ 'mon-sun': ['00:00-24:00'] })
    expect(all.workingMsBetween(at('2024-03-10T00:00-05:00'), at('2024-03-11T00:00-04:00'))).toBe(23 * HOUR)
    expect(all.workingMsBetween(at('2024-11-03T00:00-04:00'), at('2024-11-04T00:00-05:00'))).toBe(25 * HOUR)
  })

  it('takes a skipped wall time as the jump, a doubled one as the first', () => {
    const sunday = york({ sun: ['02:30-04:00'] })
    expect(sunday.segments(at('2024-03-10T00:00-05:00'), at('2024-03-11T00:00-04:00'))).toEqual([
      { from: at('2024-03-10T07:00Z'), to: at('2024-03-10T08:00Z') },
    ])
    const early = york({ sun: ['00:30-01:30'] })
    expect(early.segments(at('2024-11-03T00:00-04:00'), at('2024-11-04T00:00-05:00'))).toEqual([
      { from: at('2024-11-03T04:30Z'), to: at('2024-11-03T05:30Z') },
    ])
  })

  it('loses a day that the zone skipped', () => {
    const samoa = calendar({ timezone: 'Pacific/Apia', week: { 'mon-sun': ['00:00-24:00'] } })
    expect(samoa.workingMsBetween(at('2011-12-29T00:00-10:00'), at('2012-01-01T00:00+14:00'))).toBe(48 * HOUR)
  })
})

const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Havana',
  'America/Santiago',
]
const WINDOW = 30 * HOUR

/** Hours at which some clock of the zone was changed, found by comparing what it shows an hour apart. */
function changes(zone: string): number[] {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
  })
  const found: number[] = []
  for (let hour = at('2015-01-01T00:00Z'); hour < at('2025-01-01T00:00Z'); hour += HOUR) {
    const [hours, minutes] = clock.format(hour).split(':').map(Number) as [number, number]
    const [nextHours, nextMinutes] = clock
      .format(hour + HOUR)
      .split(':')
      .map(Number) as [number, number]
    if ((nextHours * 60 + nextMinutes - hours * 60 - minutes + 1440) % 1440 !== 60) found.push(hour)
  }
  return found
}

const clockTime = fc
  .integer({ min: 0, max: 143 })
  .map((ten) => `${String(Math.floor(ten / 6)).padStart(2, '0')}:${ten % 6}0`)
const span = fc
  .tuple(clockTime, fc.oneof(clockTime, fc.constant('24:00')))
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => `${from}-${to}`)
const hours = fc.array(span, { minLength: 1, maxLength: 3 })

function slowBetween(counter: MinuteCounter, from: number, to: number): number {
  return (
    counter.minutes.filter((minute) => minute >= from && minute < to && counter.isOpen(minute)).length *
    MINUTE
  )
}

/** First instant by which `ms` have passed, minute by minute; null if that lies beyond the window. */
function slowAdd(counter: MinuteCounter, from: number, ms: number): number | null {
  let left = ms
  for (const minute of counter.minutes) {
    if (minute >= from && counter.isOpen(minute)) left -= MINUTE
    if (left <= 0) return minute + MINUTE
  }
  return null
}

function slowSubtract(counter: MinuteCounter, to: number, ms: number): number | null {
  let left = ms
  for (const minute of [...counter.minutes].reverse()) {
    if (minute < to && counter.isOpen(minute)) left -= MINUTE
    if (left <= 0) return minute
  }
  return null
}

describe.each(ZONES)('every clock change of ten years in %s', (zone) => {
  it('counts as the slow counter does, minute by minute', () => {
    const found = changes(zone)
    expect(found.length).toBeGreaterThanOrEqual(18)
    for (const change of found) {
      const walls = wallTexts(zone, change - WINDOW, change + WINDOW)
      fc.assert(
        fc.property(
          hours,
          hours,
          fc.array(fc.tuple(fc.integer({ min: 0, max: 3_599 }), fc.integer({ min: 0, max: 3_599 })), {
            minLength: 1,
            maxLength: 4,
          }),
          (weekday, sunday, pairs) => {
            const week = { 'mon-sat': weekday, sun: sunday }
            const counter = minuteCounter(walls, (date) =>
              new Date(date).getUTCDay() === 0 ? sunday : weekday,
            )
            const fast = calendar({ timezone: zone, week })
            const start = counter.minutes[0]!
            for (const [one, other] of pairs) {
              const [from, to] = [
                start + Math.min(one, other) * MINUTE,
                start + Math.max(one, other) * MINUTE,
              ]
              const worked = slowBetween(counter, from, to)
              expect(fast.workingMsBetween(from, to)).toBe(worked)
              if (worked === 0) continue
              expect(fast.addWorking(from, worked)).toBe(slowAdd(counter, from, worked))
              expect(fast.subtractWorking(to, worked)).toBe(slowSubtract(counter, to, worked))
            }
          },
        ),
        { numRuns: 8 },
      )
    }
  })
})

it('a year of office hours costs microseconds once it is laid out', () => {
  const from = at('2024-01-01T00:00Z')
  office.addWorking(from, 1_500 * HOUR)
  const before = performance.now()
  for (let index = 0; index < 10_000; index++) office.addWorking(from + index, 1_500 * HOUR)
  expect((performance.now() - before) / 10_000).toBeLessThan(0.05)
})
