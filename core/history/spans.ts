import type { SiteCalendar, Span } from './site-calendar.ts'

/** How long a span is that a person chose: one of the calendar's, or from one date to another. */
export const spanKinds = ['day', 'week', 'month', 'dates'] as const
export type SpanKind = (typeof spanKinds)[number]

const DAY_MS = 86_400_000
const dateText = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const dateMs = (date: string) => Date.parse(`${date}T00:00:00Z`)

/** A date so many days later (or, below 0, earlier) in the calendar, whether a zone has it or not. */
export function addDays(date: string, days: number): string {
  return dateText(dateMs(date) + days * DAY_MS)
}

const daysBetween = (from: string, to: string) => Math.round((dateMs(to) - dateMs(from)) / DAY_MS)
const monthOf = (date: string, more: number) => {
  const [year = 1970, month = 1] = date.split('-').map(Number)
  return dateText(Date.UTC(year, month - 1 + more, 1))
}

/** First and last date of a span. */
export interface DateSpan {
  readonly first: string
  readonly last: string
}

/** The dates of the day, week (from Monday) or month that holds `on`; of `dates`, from `on` to `until`. */
export function spanDates(kind: SpanKind, on: string, until: string): DateSpan {
  switch (kind) {
    case 'day':
      return { first: on, last: on }
    case 'week': {
      const first = addDays(on, 1 - (new Date(dateMs(on)).getUTCDay() || 7))
      return { first, last: addDays(first, 6) }
    }
    case 'month':
      return { first: monthOf(on, 0), last: addDays(monthOf(on, 1), -1) }
    case 'dates':
      return until < on ? { first: until, last: on } : { first: on, last: until }
    default:
      return kind satisfies never
  }
}

/**
 * What a span is looked at beside: a day the same weekday of the week before, a week the week before, a month the month
 * before; other dates as many whole weeks before as they are long, of a year the year before.
 */
export function datesBefore(kind: SpanKind, { first, last }: DateSpan): DateSpan {
  if (kind === 'month') return { first: monthOf(first, -1), last: addDays(first, -1) }
  const days = daysBetween(first, last) + 1
  if (days >= 360) return { first: yearBefore(first), last: yearBefore(last) }
  const back = 7 * Math.max(1, Math.ceil(days / 7))
  return { first: addDays(first, -back), last: addDays(last, -back) }
}

/** The same date a year before; 29 February becomes the 28th. */
function yearBefore(date: string): string {
  const before = `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`
  return Number.isNaN(dateMs(before)) || dateText(dateMs(before)) !== before
    ? `${before.slice(0, 5)}02-28`
    : before
}

/** The next span of the same kind (`step` 1), or the one before (-1). */
export function stepDates(kind: SpanKind, { first, last }: DateSpan, step: 1 | -1): DateSpan {
  if (kind === 'month') return spanDates('month', monthOf(first, step), '')
  const days = step * (daysBetween(first, last) + 1)
  return { first: addDays(first, days), last: addDays(last, days) }
}

/** The instants of dates, and those of them that the site's zone skipped: they lie in no span. */
export function spanOfDates(
  { first, last }: DateSpan,
  calendar: SiteCalendar,
): { span: Span; skipped: string[] } | null {
  const skipped: string[] = []
  let from: number | null = null
  let to: number | null = null
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const day = calendar.dayOfDate(date)
    if (day === null) skipped.push(date)
    else {
      from ??= day.from
      to = day.to
    }
  }
  return from === null || to === null ? null : { span: { from, to }, skipped }
}
