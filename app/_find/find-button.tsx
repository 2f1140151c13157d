'use client'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { isTyping } from '../_browser/is-typing.ts'
import { Icon } from '../_ui/icons.tsx'
import { FindDialog } from './find-dialog.tsx'

const isAsked = (event: KeyboardEvent) =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    ? event.key.toLowerCase() === 'k'
    : event.key === '/' && !event.altKey && !isTyping(event)

/** The field on top of every page that opens the search; `Ctrl K` and `/` do, too. */
export function FindButton() {
  const t = useTranslations('find')
  const [open, setOpen] = useState(false)
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (!isAsked(event)) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        data-act="find"
        aria-keyshortcuts="Control+K /"
        className="flex h-8 items-center gap-2 rounded-[5px] border border-line bg-raised px-2 text-sm text-ink-2 hover:border-line-strong hover:text-ink max-sm:h-11 max-sm:w-11 max-sm:justify-center max-sm:border-transparent max-sm:bg-transparent lg:w-48"
      >
        <Icon name="search" className="max-sm:text-lg" />
        <span className="max-lg:sr-only">{t('button')}</span>
        <span className="figure ms-auto text-xs text-ink-3 max-lg:hidden" aria-hidden="true">
          Ctrl K
        </span>
      </button>
      <FindDialog open={open} onOpen={setOpen} />
    </>
  )
}
