'use client'
import { useTranslations } from 'use-intl/react'
import { useDuration } from '../_format/use-duration.ts'

interface Steps {
  readonly steps: readonly { readonly fromSec: number }[]
}

/** The steps of a spread in words: "10 s – 20 s". */
export function useStepName(): (spread: Steps, index: number) => string {
  const t = useTranslations('historyPage.spread')
  const duration = useDuration()
  return ({ steps }, index) => {
    const from = steps[index]?.fromSec ?? 0
    const next = steps[index + 1]?.fromSec
    if (next === undefined) return t('from', { from: duration(from) })
    return from === 0
      ? t('below', { to: duration(next) })
      : t('between', { from: duration(from), to: duration(next) })
  }
}
