'use client'
import { useTranslations } from 'use-intl/react'
import type { UnseenCalls } from '../_work-items/unseen-calls.ts'
import { useFormats } from './use-words.ts'

/** "13 calls between 21:50:12 and 21:51:10 were not seen", in the reader's language. */
export function useUnseenWords(): (unseen: UnseenCalls) => string {
  const t = useTranslations('unseen')
  const format = useFormats()
  return ({ count, from, to }) => {
    const span = { from: format.timeSec(from), to: format.timeSec(to) }
    return count === null ? t('unknown', span) : t('calls', { ...span, count })
  }
}
