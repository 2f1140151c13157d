'use client'
import { Dialog } from '@base-ui/react/dialog'
import { Input } from '@base-ui/react/input'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Icon } from '../_ui/icons.tsx'
import { LateFault } from '../_ui/late-fault.tsx'
import { FindResults } from './find-results.tsx'
import { useFind } from './use-find.ts'
import { useResults } from './use-results.ts'

const LIMIT = 8
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

function Finder({ close }: { close: () => void }) {
  const t = useTranslations('find')
  const router = useRouter()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const find = useFind(typed, LIMIT)
  const groups = useResults(find.found, typed)
  const results = groups.flatMap((group) => group.results)
  const at = Math.min(chosen, Math.max(0, results.length - 1))
  const current = results[at]

  function press(event: KeyboardEvent): void {
    // What is put together by an input method takes these keys for itself.
    if (event.nativeEvent.isComposing) return
    const step = steps[event.key]
    if (step !== undefined && results.length > 0) setChosen((at + step + results.length) % results.length)
    else if (event.key === 'Enter' && current !== undefined) {
      router.push(current.href)
      close()
    } else return
    event.preventDefault()
  }

  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line-strong px-4">
        <Icon name="search" className="text-lg text-ink-3" />
        <Input
          // At once, not in the next frame: who presses Ctrl K types on.
          autoFocus
          type="text"
          role="combobox"
          aria-label={t('label')}
          aria-expanded={results.length > 0}
          aria-haspopup="grid"
          aria-controls={list}
          aria-activedescendant={current === undefined ? undefined : `${list}-${at}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
          placeholder={t('label')}
          value={typed}
          maxLength={200}
          onValueChange={(text) => {
            setTyped(text)
            setChosen(0)
          }}
          onKeyDown={press}
          className="h-14 min-w-0 flex-1 bg-transparent text-lg text-ink outline-none placeholder:text-ink-3"
        />
        <Dialog.Close className="min-h-8 rounded-[5px] px-2 text-sm text-ink-2 hover:bg-sunken hover:text-ink">
          {t('close')}
        </Dialog.Close>
      </div>
      <LateFault />
      <FindResults {...{ list, groups, chosen: at, typed, find }} onChoose={setChosen} onFollow={close} />
    </>
  )
}

/** Where one looks for a customer, a case, an agent, a queue or a page, over whatever page is open. */
export function FindDialog({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const t = useTranslations('find')
  return (
    <Dialog.Root open={open} onOpenChange={onOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[var(--shade)]" />
        <Dialog.Popup
          data-find=""
          className="fixed inset-x-0 top-0 z-50 mx-auto flex max-h-dvh w-full flex-col overflow-hidden border-line-strong bg-raised outline-none sm:top-[8dvh] sm:max-h-[80dvh] sm:w-[44rem] sm:max-w-[94vw] sm:rounded-md sm:border"
        >
          <Dialog.Title className="sr-only">{t('label')}</Dialog.Title>
          <Finder close={() => onOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
