'use client'
import { useCallback, useMemo, useState } from 'react'
import {
  type EntryReport,
  type IntervalReport,
  isEntryReport,
  type LegReport,
} from '#core/api/interval-report.ts'
import { load } from '../_shell/load-facts.ts'
import type { LoadedData } from '../_shell/use-loaded.ts'
import { useRefresh } from '../_shell/use-refresh.ts'
import type { ShownView } from './use-view.ts'
import { comparedSpans, reportPath } from './view.ts'

/** A report, and that of what it is looked at beside, with the view that they were asked for. */
export type ShownReport = { readonly shown: ShownView; readonly skipped: readonly string[] } & (
  | { readonly kind: 'entries'; readonly now: EntryReport; readonly before: EntryReport | null }
  | { readonly kind: 'legs'; readonly now: LegReport; readonly before: LegReport | null }
)

const REFRESH_MS = 30_000

const faultOf = (status: number) =>
  status === 403 ? 'forbidden' : status === 404 ? 'not_found' : 'no_answer'

function pairOf(
  now: IntervalReport,
  before: IntervalReport | null,
  shown: ShownView,
  skipped: readonly string[],
) {
  if (isEntryReport(now))
    return {
      kind: 'entries' as const,
      ...{ now, shown, skipped },
      before: before !== null && isEntryReport(before) ? before : null,
    }
  return {
    kind: 'legs' as const,
    ...{ now, shown, skipped },
    before: before !== null && !isEntryReport(before) ? before : null,
  }
}

export interface ReportData extends LoadedData<ShownReport> {
  /** What is shown was asked for before the address became another one. */
  readonly isOld: boolean
}

/** Reads what the address asks for, and again while a span runs that is not over. */
export function useReport(shown: ShownView): ReportData {
  const { view, calendar } = shown
  const spans = useMemo(() => comparedSpans(view, calendar), [view, calendar])
  const path = spans.now === null ? null : reportPath(view, spans.now.span)
  const [value, setValue] = useState<ShownReport | null>(null)
  const [fault, setFault] = useState<LoadedData<ShownReport>['fault']>(null)
  const read = useCallback(async () => {
    if (path === null || spans.now === null) return
    const pathBefore = spans.before === null ? null : reportPath(view, spans.before)
    const [now, before] = await Promise.all([
      load<IntervalReport>(path, null),
      pathBefore === null ? null : load<IntervalReport>(pathBefore, null),
    ])
    if (now.ok) setValue(pairOf(now.value, before?.ok ? before.value : null, shown, spans.now.skipped))
    setFault(now.ok ? null : faultOf(now.status))
  }, [path, spans, view, shown])
  const runs = view.dates.last >= shown.today
  useRefresh(read, runs ? REFRESH_MS : null)
  return { value, fault, read, isOld: value !== null && value.shown !== shown }
}
