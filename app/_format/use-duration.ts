'use client'
import { useCallback, useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { type SentenceUnits, sentenceSpan, spanText, type UnitNames } from '#messages/span.ts'

/** What units of time are called in a figure. */
export function useUnitNames(): UnitNames {
  const t = useTranslations('duration.figure')
  return useMemo(() => ({ d: t('d'), h: t('h'), min: t('min'), s: t('s') }), [t])
}

/** A span of time as a figure of a table: "8 min 37 s", "1 h 05 min"; null: "–". */
export function useDurationCell(): (seconds: number | null) => string {
  const names = useUnitNames()
  return useCallback((seconds) => (seconds === null ? '–' : spanText(Math.round(seconds), names)), [names])
}

/** A span of time as one says it: "1 h 33 min", "12 min", "40 s". */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations('duration.spoken')
  const names: SentenceUnits = useMemo(
    () => ({ d: t('d'), h: t('h'), min: t('min'), s: t('s'), alone: t('alone') }),
    [t],
  )
  return useCallback((seconds) => sentenceSpan(seconds, names), [names])
}
