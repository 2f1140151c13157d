'use client'
import { useCallback } from 'react'
import { useTranslations } from 'use-intl/react'
import { useOpenWord } from '../_format/use-words.ts'

/** What kept an agent from who waited, in words: "Away: break", "Wrap-up". */
export function useLossName(): (cause: string) => string {
  const t = useTranslations('historyPage.lost')
  const reasonWord = useOpenWord('awayReason')
  return useCallback(
    (cause) => {
      if (cause === 'otherWork' || cause === 'wrapUp' || cause === 'unreachable') return t(`cause.${cause}`)
      const reason = cause.slice('away.'.length)
      return reason === '' ? t('cause.awayOnly') : t('cause.away', { reason: reasonWord(reason) })
    },
    [t, reasonWord],
  )
}
