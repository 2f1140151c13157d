'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAllRows } from '../_live/use-live.ts'
import type { Entry } from '../_rows/entry.ts'
import { useFormats } from '../_words/use-words.ts'
import { LedgerFigure, type LedgerTone } from './ledger-figure.tsx'
import { counts, type Floor, promisesToday, type Show, shareMarkedHigh, shows } from './shows.ts'

/** Above this share of open cases, "high" has stopped to mean anything. */
const HIGH_MEANS_NOTHING = 0.3

interface Shown {
  value: string
  detail?: string
  tone: LedgerTone
}

function useDepartments(): { overdue: number; median: number | null } {
  const departments = useAllRows('department')
  return useMemo(() => {
    const medians = departments.flatMap((row) => (row.medianReturnSec === null ? [] : [row.medianReturnSec]))
    return {
      overdue: departments.reduce((sum, row) => sum + row.overdue, 0),
      median: medians.length === 1 ? medians[0]! : null,
    }
  }, [departments])
}

/** The figures that nobody else has, in one line; each opens the entries behind it. */
export function Ledger({ entries, floor }: { entries: readonly Entry[]; floor: Floor }) {
  const t = useTranslations('ledger')
  const format = useFormats()
  const departments = useDepartments()
  const callbacksOverdue = useAllRows('queue').reduce((sum, row) => sum + row.callbacks.overdue, 0)

  const figures = useMemo(() => {
    const count = (show: Show) => entries.filter((entry) => counts[show](entry, floor)).length
    const shown = (show: Show, alarming: boolean): Shown => {
      const value = count(show)
      return {
        value: format.count(value),
        tone: value > 0 && alarming ? 'alarm' : value > 0 ? 'some' : 'none',
      }
    }
    const promises = promisesToday(entries, floor)
    const high = shareMarkedHigh(entries)
    const found: Record<Show, Shown> = {
      waiting: shown('waiting', false),
      breached: shown('breached', true),
      unwatched: shown('unwatched', true),
      departments: { ...shown('departments', false), detail: t('overdue', { count: departments.overdue }) },
      approvals: shown('approvals', false),
      escalations: shown('escalations', true),
      promises: {
        value: `${format.count(promises.kept)}/${format.count(promises.kept + promises.late)}`,
        detail: t('promisesDetail', { late: promises.late, open: promises.open }),
        tone: promises.late > 0 ? 'alarm' : 'some',
      },
      orphans: shown('orphans', true),
      recovery: { ...shown('recovery', false), detail: t('overdue', { count: callbacksOverdue }) },
      high: {
        value: format.share(high),
        tone: high !== null && high > HIGH_MEANS_NOTHING ? 'alarm' : high === null ? 'none' : 'some',
      },
    }
    return found
  }, [entries, floor, format, t, departments.overdue, callbacksOverdue])

  return (
    <section
      aria-label={t('label')}
      className="grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] border-b border-line bg-surface"
    >
      {shows.map((show) => (
        <LedgerFigure key={show} show={show} {...figures[show]} />
      ))}
    </section>
  )
}
