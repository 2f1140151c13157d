'use client'
import { useMemo } from 'react'
import { type SiteCalendar, siteCalendar } from '#core/history/site-calendar.ts'
import { variantOf } from '#core/queues/service-level.ts'
import { useFacts } from '../_shell/facts.ts'
import { useAddressQuery } from '../supervisor/address.ts'
import { useFloorDay } from '../supervisor/use-floor-day.ts'
import { type HistoryView, historyView } from './view.ts'

export interface ShownView {
  readonly view: HistoryView
  readonly calendar: SiteCalendar
  readonly today: string
}

/** What the address asks for, by the site's calendar; null until the site's clock is heard. */
export function useHistoryView(): ShownView | null {
  const { timezone, dayStartsAt, definitions } = useFacts()
  const search = useAddressQuery()
  const { from: today } = useFloorDay()
  return useMemo(() => {
    if (today === 0) return null
    const calendar = siteCalendar(timezone, dayStartsAt ?? '00:00')
    const params = new URLSearchParams(search)
    const date = calendar.dateOf(today)
    const usual = variantOf(definitions ?? 'international')
    return { view: historyView((name) => params.get(name) ?? '', date, usual), calendar, today: date }
  }, [search, today, timezone, dayStartsAt, definitions])
}
