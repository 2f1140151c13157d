'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { PromiseRow } from '#core/row.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useFormats } from '../_words/use-words.ts'

/** Whether the customer has it in writing; if not, the text to send them. */
export function WritingMark({ row }: { row: PromiseRow }) {
  const t = useTranslations('case')
  const format = useFormats()
  const [copied, setCopied] = useState(false)
  if (row.inWriting)
    return (
      <p className="text-[0.8125rem] text-ok">
        <Icon name="check" /> {t('inWriting')}
      </p>
    )
  if (row.state !== 'open') return null
  const text = t('promiseText', { text: row.text, time: format.dayTime(row.dueAt) })
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true))
  return (
    <p className="flex items-center gap-2 text-[0.8125rem] text-ink-3 print:hidden">
      {t('notInWriting')}
      <Button tone="quiet" onClick={copy}>
        {copied ? t('copied') : t('copyText')}
      </Button>
    </p>
  )
}
