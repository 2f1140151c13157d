'use client'
import { useTranslations } from 'use-intl/react'
import { NoteField } from '../_ui/note-field.tsx'
import type { WorkItemAction } from './work-item-action.ts'

/** Something to keep with the case. */
export function NoteStep({ subject, acting, done }: WorkItemAction) {
  const t = useTranslations('describe')
  return (
    <NoteField
      label={t('note')}
      send={t('saveNote')}
      busy={acting.busy}
      onSay={async (text) => done(await acting.event('case.noted', subject, { text }))}
    />
  )
}
