'use client'
import { useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from '../_ui/button.tsx'
import { CopyButton } from '../_ui/copy-button.tsx'

/** The recovery codes, this once: each signs in one time, without the app. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const t = useTranslations('secondFactor')
  const shown = useRef<HTMLOListElement>(null)
  return (
    <div className="grid gap-3" data-recovery-codes="">
      <p className="text-ink-2">{t('codesText')}</p>
      <ol
        ref={shown}
        className="grid grid-cols-[repeat(auto-fit,minmax(12rem,1fr))] gap-x-4 gap-y-1 border-s-4 border-warn ps-3 font-mono text-md"
      >
        {codes.map((code) => (
          <li key={code} className="whitespace-nowrap">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={codes.join('\n')} shown={shown} label={t('copy')} />
        <Button tone="strong" size="large" onClick={done} data-act="codes-kept">
          {t('kept')}
        </Button>
      </div>
    </div>
  )
}
