'use client'
import { useTranslations } from 'use-intl/react'
import { useNameOfAnyone } from '../_shell/names.ts'

const known = [
  ...([
    'forbidden',
    'not_found',
    'exists',
    'above_authority',
    'no_answer',
    'unavailable',
    'resolved',
  ] as const),
  ...(['left', 'too_late', 'too_fast', 'starting', 'unauthenticated'] as const),
  ...(['same_case', 'circle', 'other_customer', 'merged', 'not_merged'] as const),
  ...(['past', 'not_dialable', 'bad_data', 'too_large'] as const),
]

/** A refusal in the reader's words. */
export function useFaultText(): (code: string, message: string) => string {
  const t = useTranslations('fault')
  const nameOf = useNameOfAnyone()
  return (code, message) => {
    if (code === 'taken') return message === '' ? t('taken') : t('takenBy', { name: nameOf(message) })
    if (code === 'decided') return t(message === 'granted' ? 'granted' : 'refused')
    const which = known.find((each) => each === code)
    return which === undefined ? t('other', { message }) : t(which)
  }
}
