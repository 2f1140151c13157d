'use client'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { type Language, languages } from '#core/config/languages.ts'
import type { PromiseRow } from '#core/rows/case-rows.ts'
import { languageNames } from '../_shell/language-names.ts'
import { Button } from '../_ui/button.tsx'
import { CopyButton } from '../_ui/copy-button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { FilterSelect } from '../_ui/filter-select.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'
import { useCustomersText } from './use-customers-text.ts'

/** The text to send, in the language that the customer reads, and how it was sent. */
function ReadyText({ row }: { row: PromiseRow }) {
  const t = useTranslations('case')
  const [language, setLanguage] = useState<Language | ''>('')
  const shown = useRef<HTMLQuoteElement>(null)
  const { event, busy, fault } = useAct()
  const text = useCustomersText(row, language === '' ? null : language)
  return (
    <div className="grid gap-1.5 print:hidden" data-ready-text={row.id}>
      <p className="text-sm text-ink-3">{t('notInWriting')}</p>
      <blockquote ref={shown} className="border-s-4 border-line-strong ps-3 text-ink-2">
        {text}
      </blockquote>
      <div className="flex flex-wrap items-center gap-1.5">
        <CopyButton key={text} text={text} shown={shown} label={t('copyText')} />
        <FilterSelect
          label={t('customersLanguage')}
          all={t('customersLanguage')}
          value={language}
          onPick={(value) => setLanguage(value as Language | '')}
          options={languages.map((id) => ({ id, name: languageNames[id] }))}
        />
        <Button
          tone="quiet"
          disabled={busy}
          onClick={() => event('promise.confirmed', row.id, { channel: 'sms' })}
          data-confirmed=""
        >
          <Icon name="check" /> {t('sent_it')}
        </Button>
      </div>
      <Fault text={fault} />
    </div>
  )
}

/** Whether the customer has it in writing; if not, the text to send them. */
export function InWritingIcon({ row }: { row: PromiseRow }) {
  const t = useTranslations('case')
  if (row.inWriting)
    return (
      <p className="text-sm text-ok">
        <Icon name="check" /> {t('inWriting')}
      </p>
    )
  return row.state === 'open' ? <ReadyText row={row} /> : null
}
