'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAllRows } from '../_live/use-live.ts'
import type { Entry } from '../_rows/entry.ts'
import { useDuration } from '../_words/use-duration.ts'
import { useFormats } from '../_words/use-words.ts'
import type { LedgerTone } from './ledger-figure.tsx'
import {
  askedToday,
  counts,
  type Floor,
  median,
  promisesToday,
  type Show,
  seenInMs,
  shareMarkedHigh,
  waitsForSupervisor,
} from './shows.ts'

/** Above this share of open cases, "high" has stopped to mean anything. */
const HIGH_MEANS_NOTHING = 0.3

export interface LedgerValue {
  value: string
  detail?: string
  tone: LedgerTone
}

/** How many hand-offs are overdue, and how long those that came back today took, in ms. */
function useDepartments(floor: Floor): { overdue: number; medianMs: number | null } {
  const departments = useAllRows('department')
  const handoffs = useAllRows('handoff')
  return useMemo(() => {
    const took = handoffs.flatMap(({ sentAt, returnedAt }) => {
      const back = returnedAt === null ? null : Date.parse(returnedAt)
      return back !== null && back >= floor.day.from && back < floor.day.to ? [back - Date.parse(sentAt)] : []
    })
    return { overdue: departments.reduce((sum, row) => sum + row.overdue, 0), medianMs: median(took) }
  }, [departments, handoffs, floor])
}

/** The ledger's figures as they are written: value, what stands beneath it, and whether it calls. */
export function useLedger(entries: readonly Entry[], floor: Floor): Record<Show, LedgerValue> {
  const t = useTranslations('ledger')
  const format = useFormats()
  const duration = useDuration()
  const departments = useDepartments(floor)
  const callbacksOverdue = useAllRows('queue').reduce((sum, row) => sum + row.callbacks.overdue, 0)
  const missed = useAllRows('recovery').length

  return useMemo(() => {
    const count = (show: Show) => entries.filter((entry) => counts[show](entry, floor)).length
    const toneOf = (value: number, alarming: boolean): LedgerTone =>
      value === 0 ? 'none' : alarming ? 'alarm' : 'some'
    const shown = (show: Show, alarming: boolean): LedgerValue => {
      const value = count(show)
      return { value: format.count(value), tone: toneOf(value, alarming) }
    }
    const said = (...parts: (string | false | null)[]) => parts.filter(Boolean).join(' · ')
    const spoken = (ms: number | null, key: 'backIn' | 'seenIn') =>
      ms === null ? null : t(key, { time: duration(ms / 1_000) })
    const waiting = entries.filter(waitsForSupervisor).length
    const asked = entries.filter((entry) => askedToday(entry, floor)).length
    const promises = promisesToday(entries, floor)
    const high = shareMarkedHigh(entries)
    return {
      waiting: shown('waiting', false),
      breached: shown('breached', true),
      unwatched: shown('unwatched', true),
      departments: {
        ...shown('departments', departments.overdue > 0),
        detail: said(
          departments.overdue > 0 && t('overdue', { count: departments.overdue }),
          spoken(departments.medianMs, 'backIn'),
        ),
      },
      approvals: shown('approvals', false),
      escalations: {
        ...shown('escalations', waiting > 0),
        detail: said(
          asked > 0 && t('askedToday', { count: asked }),
          waiting > 0 && t('waitingCount', { count: waiting }),
          spoken(seenInMs(entries, floor), 'seenIn'),
        ),
      },
      promises: {
        value: `${format.count(promises.kept)}/${format.count(promises.kept + promises.late)}`,
        detail: said(
          t('promisesDetail', { late: promises.late, open: promises.open }),
          promises.before > 0 && t('promisesBefore', { count: promises.before }),
        ),
        tone: promises.late + promises.before > 0 ? 'alarm' : 'some',
      },
      orphans: shown('orphans', true),
      recovery: {
        ...shown('recovery', callbacksOverdue > 0),
        detail: said(
          missed > 0 && t('notReached', { count: missed }),
          callbacksOverdue > 0 && t('overdue', { count: callbacksOverdue }),
        ),
      },
      high: {
        value: format.share(high),
        tone: high !== null && high > HIGH_MEANS_NOTHING ? 'alarm' : high === null ? 'none' : 'some',
      },
    }
  }, [entries, floor, format, duration, t, departments, callbacksOverdue, missed])
}
