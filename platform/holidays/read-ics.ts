import ICAL from 'ical.js'
import type { HolidayList } from '#core/calendars/holiday-list.ts'
import { dateOfDay, dayOfDate } from '#core/calendars/wall-day.ts'

export type DaysRead = { ok: true; days: HolidayList['days'] } | { ok: false; message: string }

/** The longest holiday that is believed, in days. */
const LONGEST = 60

interface Entry {
  readonly name: string
  readonly dates: readonly string[]
  /** What its calendar says it is: published ones write 休 at days off, 班 at days worked for others. */
  readonly says: 'off' | 'worked' | null
}

function dayOf({ year, month, day }: ICAL.Time): number | null {
  const [months, days] = [month, day].map((number) => String(number).padStart(2, '0'))
  return dayOfDate(`${year}-${months}-${days}`)
}

function sayingOf(event: ICAL.Component, name: string): Entry['says'] {
  const special = event.getFirstPropertyValue('x-apple-special-day')
  if (special === 'ALTERNATE-WORKDAY' || name.includes('班')) return 'worked'
  return special === 'WORK-HOLIDAY' || name.includes('休') ? 'off' : null
}

function readEntry(event: ICAL.Component): Entry | string {
  const { summary, startDate, endDate } = new ICAL.Event(event)
  const name = String(summary ?? '').slice(0, 200)
  if (event.hasProperty('rrule')) return `"${name}" repeats: each day must be an entry of its own`
  const first = startDate === null ? null : dayOf(startDate)
  if (first === null) return `"${name}" has no date`
  // An all-day entry ends before its DTEND.
  const end = Math.max(first + 1, dayOf(endDate) ?? first + 1)
  if (end - first > LONGEST) return `"${name}" lasts longer than ${LONGEST} days`
  const dates = Array.from({ length: end - first }, (_, index) => dateOfDay(first + index))
  return { name, dates, says: sayingOf(event, name) }
}

/**
 * The days of an iCalendar file of holidays. Where entries say that they are days off (休, or Apple's own property) only
 * those count; else each is one but for those worked for others (班).
 */
export function readIcs(text: string): DaysRead {
  let events: ICAL.Component[]
  try {
    events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
  } catch (error) {
    return { ok: false, message: `is no iCalendar file: ${(error as Error).message}` }
  }
  const entries = events.map(readEntry)
  const fault = entries.find((entry) => typeof entry === 'string')
  if (fault !== undefined) return { ok: false, message: fault }
  const read = entries.filter((entry) => typeof entry !== 'string')
  const onlySaid = read.some(({ says }) => says === 'off')
  const days: HolidayList['days'] = {}
  for (const { name, dates, says } of read)
    if (says !== null || !onlySaid) for (const date of dates) days[date] = { off: says !== 'worked', name }
  return { ok: true, days }
}
