'use client'
import { useMemo } from 'react'
import { useLocale } from 'use-intl/react'
import type { ReportPeriod } from '#core/api/interval-report.ts'
import type { PeriodUnit } from '#core/history/periods.ts'
import { useFacts } from '../_shell/facts.ts'

/** 2024-01-01 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000
/** A day may have 23 hours; what is as long is said by its days. */
const LONG_MS = DAY_MS - 2 * 3_600_000

function createLabels(locale: string, timeZone: string) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { hourCycle: 'h23', timeZone, ...options })
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const dayTime = format({ weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' })
  const day = format({ weekday: 'short', month: 'short', day: 'numeric' })
  const month = format({ month: 'short', year: 'numeric' })
  const weekday = format({ weekday: 'long', timeZone: 'UTC' })
  const plainDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const shortDay = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  return { time, dayTime, day, month, weekday, plainDay, shortDay }
}

/** How periods and dates are called in the reader's language, by the site's clock. */
export function usePeriodLabels() {
  const locale = useLocale()
  const { timezone } = useFacts()
  return useMemo(() => {
    const labels = createLabels(locale, timezone)
    return {
      /** `isOneDay`: the day need not be said. */
      period({ from, to, weekday }: ReportPeriod, by: PeriodUnit, isOneDay: boolean): string {
        const at = new Date(from)
        if (weekday !== null) return labels.weekday.format(MONDAY + (weekday - 1) * DAY_MS)
        switch (by) {
          case '15m':
          case '30m':
          case 'hour':
            return (isOneDay ? labels.time : labels.dayTime).format(at)
          case 'month':
            return labels.month.format(at)
          case 'week':
            return labels.day.formatRange(at, new Date(Date.parse(to) - 1))
          case 'day':
          case 'weekday':
            return labels.day.format(at)
          default:
            return by satisfies never
        }
      },
      days: (first: string, last: string) =>
        first === last
          ? labels.day.format(new Date(first))
          : labels.day.formatRange(new Date(first), new Date(last)),
      /** A calendar date, which is in no zone. */
      date: (date: string) => labels.plainDay.format(Date.parse(`${date}T00:00:00Z`)),
      dates: (first: string, last: string) =>
        first === last
          ? labels.plainDay.format(Date.parse(`${first}T00:00:00Z`))
          : labels.plainDay.formatRange(Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`)),
      /** Without the year, where it is read off the dates beside it. */
      shortDates: (first: string, last: string) =>
        first === last
          ? labels.shortDay.format(Date.parse(`${first}T00:00:00Z`))
          : labels.shortDay.formatRange(Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`)),
      stretch: (from: string, to: string) =>
        Date.parse(to) - Date.parse(from) >= LONG_MS
          ? labels.day.formatRange(new Date(from), new Date(Date.parse(to) - 1))
          : `${labels.dayTime.format(new Date(from))} – ${labels.time.format(new Date(to))}`,
    }
  }, [locale, timezone])
}
