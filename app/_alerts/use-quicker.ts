'use client'
import { useTranslations } from 'use-intl/react'
import { useNameOfAnyone } from '../_shell/names.ts'
import type { ActOutcome } from './outcome.ts'

/** Who was quicker, in words: who had taken it already, and who gave it to whom or back. */
export function useQuicker(): (outcome: Pick<ActOutcome, 'quicker' | 'given'>) => string[] {
  const t = useTranslations('alertGroup')
  const assign = useTranslations('assign')
  const nameOf = useNameOfAnyone()
  return ({ quicker, given }) => [
    ...quicker.map(({ by, count }) =>
      by === '' ? t('quickerUnknown', { count }) : t('quicker', { name: nameOf(by), count }),
    ),
    ...given.map(({ by, to, count }) => {
      const known = by === '' ? 'unknown' : 'known'
      const values = { by: nameOf(by), owner: nameOf(to), count }
      return assign(`meanwhile.${known}.${to === '' ? 'back' : 'given'}`, values)
    }),
  ]
}
