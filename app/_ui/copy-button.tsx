'use client'
import { type RefObject, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { copyText } from '../_browser/copy-text.ts'
import { Button } from './button.tsx'

interface CopyButtonProps {
  text: string
  /** What shows the text: where the browser does not copy, it stands selected there. */
  shown: RefObject<HTMLElement | null>
  label: string
}

/** Copies a text that is shown. Another text wants another `key`: what was copied is said of the one that was. */
export function CopyButton({ text, shown, label }: CopyButtonProps) {
  const t = useTranslations('copy')
  const [copied, setCopied] = useState<'no' | 'yes' | 'selected'>('no')
  async function copy(): Promise<void> {
    if (shown.current !== null) setCopied((await copyText(text, shown.current)) ? 'yes' : 'selected')
  }
  return (
    <>
      <Button onClick={() => void copy()} data-copy={copied}>
        {copied === 'yes' ? t('copied') : label}
      </Button>
      {copied === 'selected' && (
        <span role="status" className="text-sm text-ink-2">
          {t('byKeys')}
        </span>
      )}
    </>
  )
}
