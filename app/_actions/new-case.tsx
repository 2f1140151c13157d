'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { mayDo } from '#core/access/command-table.ts'
import { useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Icon } from '../_ui/icons.tsx'
import { NewCaseForm } from './new-case-form.tsx'

/** Opens a case without a call: somebody at the counter, a letter, an incident. */
export function NewCase() {
  const t = useTranslations('newCase')
  const me = useMe()
  const [open, setOpen] = useState(false)
  if (me === null || !mayDo('case.opened', me.role, 'own')) return null
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        render={
          <Button data-act="new-case">
            <Icon name="case" /> {t('open')}
          </Button>
        }
      />
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[var(--shade)]" />
        <Dialog.Popup className="fixed inset-0 z-50 m-auto grid h-fit max-h-[94dvh] w-[40rem] max-w-[94vw] gap-4 overflow-y-auto rounded-md border border-line-strong bg-raised p-5 outline-none">
          <Dialog.Title className="text-lg font-semibold">{t('open')}</Dialog.Title>
          <NewCaseForm done={(taken) => taken && setOpen(false)}>
            <Dialog.Close render={<Button size="large">{t('cancel')}</Button>} />
          </NewCaseForm>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
