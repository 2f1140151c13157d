'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { ContactCallback, isCallable } from '../_actions/request-callback.tsx'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { DialogFrame } from '../_ui/dialog-frame.tsx'
import { Icon } from '../_ui/icons.tsx'

/** A callback for a caller who waits, in a window of its own: lines are as high as they are. */
export function CallerCallback({ id, title }: { id: string; title: string }) {
  const t = useTranslations('callback')
  const [open, setOpen] = useState(false)
  const row = useRow('contact', id)
  if (row === null) return <span className="w-7 shrink-0 max-sm:hidden" />
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        render={
          <Button
            tone="quiet"
            className="min-w-7 shrink-0 px-1 max-sm:min-h-9 max-sm:min-w-9"
            aria-label={`${t('ask')}: ${title}`}
            title={t('ask')}
            data-act="request-callback"
          />
        }
      >
        <Icon name="callback" />
      </Dialog.Trigger>
      <DialogFrame title={`${t('ask')} · ${title}`} width="36rem">
        <ContactCallback
          contact={row}
          hasNumber={isCallable(row)}
          done={(taken) => taken && setOpen(false)}
        />
        <Dialog.Close render={<Button tone="quiet" size="large" className="justify-self-end" />}>
          {t('close')}
        </Dialog.Close>
      </DialogFrame>
    </Dialog.Root>
  )
}
