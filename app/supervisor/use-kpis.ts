'use client'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl/react'
import type { DepartmentRow, QueueRow } from '#core/rows/row.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useShown } from '../_live/use-derived.ts'
import { useRowValues } from '../_live/use-live.ts'
import type { WorkItemRegistry } from '../_work-items/work-item-registry.ts'
import type { KpiTone } from './kpi.tsx'
import type { DaySpan, Show } from './shows.ts'
import { createTally } from './tally.ts'

/** Above this share of open cases, "high" has stopped to mean anything. */
const HIGH_MEANS_NOTHING = 0.3

export interface KpiValue {
  value: string
  detail?: string
  tone: KpiTone
}

const overdueCallbacks = (row: QueueRow) => row.callbacks.overdue || undefined
const overdueHandoffs = (row: DepartmentRow) => row.overdue || undefined

const sumOf = (parts: ReadonlyMap<string, number>) => [...parts.values()].reduce((sum, each) => sum + each, 0)

/** The ledger's figures as they are written: value, what stands beneath it, and whether it calls. */
export function useKpis(book: WorkItemRegistry, day: DaySpan): Record<Show, KpiValue> {
  const t = useTranslations('ledger')
  const format = useFormats()
  const duration = useDuration()
  const make = useCallback(() => createTally(book, day), [book, day])
  const { derived: tally } = useShown(book, make)
  const departmentsOverdue = sumOf(useRowValues('department', overdueHandoffs))
  const callbacksOverdue = sumOf(useRowValues('queue', overdueCallbacks))

  const toneOf = (value: number, alarming: boolean): KpiTone =>
    value === 0 ? 'none' : alarming ? 'alarm' : 'some'
  const shown = (show: Show, alarming: boolean): KpiValue => {
    const value = tally.of(show)
    return { value: format.count(value), tone: toneOf(value, alarming) }
  }
  const said = (...parts: (string | false | null)[]) => parts.filter(Boolean).join(' · ')
  const spoken = (ms: number | null, key: 'backIn' | 'seenIn') =>
    ms === null ? null : t(key, { time: duration(ms / 1_000) })
  const waiting = tally.of('waitsForSupervisor')
  const asked = tally.of('askedToday')
  const missed = tally.of('missed')
  const [kept, late, open, before] = (
    ['promisesKept', 'promisesLate', 'promisesOpen', 'promisesBefore'] as const
  ).map(tally.of) as [number, number, number, number]
  const openCases = tally.of('openCases')
  const high = openCases === 0 ? null : tally.of('high') / openCases
  return {
    waiting: shown('waiting', false),
    breached: shown('breached', true),
    unwatched: shown('unwatched', true),
    departments: {
      ...shown('departments', departmentsOverdue > 0),
      detail: said(
        departmentsOverdue > 0 && t('overdue', { count: departmentsOverdue }),
        spoken(tally.median('returned'), 'backIn'),
      ),
    },
    approvals: shown('approvals', false),
    escalations: {
      ...shown('escalations', waiting > 0),
      detail: said(
        asked > 0 && t('askedToday', { count: asked }),
        waiting > 0 && t('waitingCount', { count: waiting }),
        spoken(tally.median('seen'), 'seenIn'),
      ),
    },
    promises: {
      // None decided yet is no share of anything, and none is no bad one.
      value: kept + late === 0 ? '–' : `${format.count(kept)}/${format.count(kept + late)}`,
      detail: said(
        late + open > 0 && t('promisesDetail', { late, open }),
        before > 0 && t('promisesBefore', { count: before }),
      ),
      // What is only to come says nothing yet.
      tone: late > 0 ? 'alarm' : kept > 0 ? 'some' : 'none',
    },
    orphans: shown('orphans', true),
    unowned: shown('unowned', true),
    recovery: {
      ...shown('recovery', callbacksOverdue > 0),
      detail: said(
        missed > 0 && t('notReached', { count: missed }),
        callbacksOverdue > 0 && t('overdue', { count: callbacksOverdue }),
      ),
    },
    high: {
      value: format.share(high),
      tone: high !== null && high > HIGH_MEANS_NOTHING ? 'alarm' : high ? 'some' : 'none',
    },
  }
}
