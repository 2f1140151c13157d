import { reportSubjects } from '#core/api/interval-report.ts'
import { isPeriodUnit, type PeriodUnit } from '#core/history/periods.ts'
import type { SiteCalendar, Span } from '#core/history/site-calendar.ts'
import {
  addDays,
  type DateSpan,
  datesBefore,
  type SpanKind,
  spanDates,
  spanKinds,
  spanOfDates,
} from '#core/history/spans.ts'
import { isServiceLevelVariant, type ServiceLevelVariant } from '#core/queues/service-level.ts'

/** Whose history is shown: a department's is told of its hand-offs. */
export const viewSubjects = [...reportSubjects, 'department'] as const
export type ViewSubject = (typeof viewSubjects)[number]

/** What the page shows, all of it from the address. */
export interface HistoryView {
  readonly of: ViewSubject
  /** Empty: none is chosen yet, or it is the site. */
  readonly id: string
  readonly kind: SpanKind
  readonly dates: DateSpan
  readonly before: DateSpan | null
  readonly by: PeriodUnit
  /** By what this span may be divided. */
  readonly units: readonly PeriodUnit[]
  readonly variant: ServiceLevelVariant
}

const DATE = /^\d{4}-\d\d-\d\d$/
const MOST_DAYS = 400
const isDate = (text: string) => DATE.test(text) && addDays(text, 0) === text

/** By what a span may be divided, the usual one first. */
export function unitsFor(kind: SpanKind, days: number): readonly PeriodUnit[] {
  if (kind === 'day' || days <= 2) return ['15m', '30m', 'hour']
  if (kind === 'week' || days <= 14) return ['day', '30m', 'hour', 'weekday']
  if (kind === 'month' || days <= 62) return ['day', 'hour', 'week', 'weekday']
  return ['month', 'week', 'day', 'weekday']
}

const daysOf = ({ first, last }: DateSpan) =>
  Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1

/** Reads the parameters of an address; what is missing or makes no sense there is as usual. `today`: the site's date. */
export function historyView(
  param: (name: string) => string,
  today: string,
  usual: ServiceLevelVariant,
): HistoryView {
  const of = viewSubjects.find((each) => each === param('of')) ?? 'site'
  const kind = spanKinds.find((each) => each === param('span')) ?? 'day'
  const on = isDate(param('on')) ? param('on') : today
  const until = isDate(param('until')) ? param('until') : on
  const chosen = spanDates(kind, on, until)
  const dates =
    daysOf(chosen) > MOST_DAYS ? { first: chosen.first, last: addDays(chosen.first, MOST_DAYS - 1) } : chosen
  const units = unitsFor(kind, daysOf(dates))
  const by = param('by')
  const variant = param('level')
  return {
    of,
    id: of === 'site' ? '' : param('id'),
    ...{ kind, dates, units },
    before: param('beside') === 'none' ? null : datesBefore(kind, dates),
    by: isPeriodUnit(by) && units.includes(by) ? by : units[0]!,
    variant: isServiceLevelVariant(variant) ? variant : usual,
  }
}

/**
 * The parameters that lead to a span; those of what it was divided by and opened before go. A day, week or month that
 * holds `today` needs no date: kept as a view, it is always the present one.
 */
export function leadTo(kind: SpanKind, { first, last }: DateSpan, today = ''): Record<string, string> {
  const isPresent = kind !== 'dates' && first <= today && today <= last
  return {
    ...{ span: kind, on: isPresent ? '' : first, until: kind === 'dates' ? last : '' },
    ...{ by: '', entries: '', outcome: '', items: '', within: '', whose: '' },
  }
}

/** Where a press on a period leads: one level down, at last to its entries. */
export function downFrom(
  view: HistoryView,
  period: { readonly from: string; readonly to: string },
  calendar: SiteCalendar,
): Record<string, string> {
  const date = calendar.dateOf(Date.parse(period.from))
  switch (view.by) {
    case '15m':
    case '30m':
    case 'hour':
      return { entries: `${period.from}~${period.to}`, outcome: '', items: '', within: '', whose: '' }
    case 'day':
      return leadTo('day', { first: date, last: date })
    case 'week':
      return leadTo('week', spanDates('week', date, date))
    case 'month':
      return leadTo('month', spanDates('month', date, date))
    case 'weekday':
      return { by: view.units.includes('day') ? 'day' : '' }
    default:
      return view.by satisfies never
  }
}

/** The address of what the interface is asked for; null: nothing can be asked yet. */
export function reportPath(view: HistoryView, span: Span): string | null {
  if (view.of !== 'site' && view.id === '') return null
  const query = new URLSearchParams({
    of: view.of,
    ...(view.id !== '' && { id: view.id }),
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    by: view.by,
    variant: view.variant,
  })
  return `/api/v1/intervals?${query}`
}

/** The instants of the view and of what it is looked at beside; null: the site has no such dates. */
export function comparedSpans(view: HistoryView, calendar: SiteCalendar) {
  return {
    now: spanOfDates(view.dates, calendar),
    before: view.before === null ? null : (spanOfDates(view.before, calendar)?.span ?? null),
  }
}
