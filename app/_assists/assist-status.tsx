'use client'
import { useTranslations } from 'use-intl/react'
import type { AssistRow } from '#core/rows/case-rows.ts'
import { useFormats } from '../_format/use-words.ts'
import { useNameOfAnyone } from '../_shell/names.ts'

/** Whether anybody is told yet, who, in whose place, and who is on the way. */
export function AssistStatus({ row }: { row: AssistRow }) {
  const t = useTranslations('assist')
  const nameOf = useNameOfAnyone()
  const format = useFormats()
  if (row.acceptedBy !== null)
    return <>{t('isComing', { who: nameOf(row.acceptedBy), time: format.time(row.acceptedAt ?? '') })}</>
  if (row.nobody) return <span className="text-breach">{t('nobody')}</span>
  if (row.told.length === 0) return <>{t('telling')}</>
  const names = row.told.map(({ person }) => nameOf(person)).join(', ')
  return <>{t(row.told[0]?.as === 'leads' ? 'told' : 'toldInstead', { names })}</>
}
