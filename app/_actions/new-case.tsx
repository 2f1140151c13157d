'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { mayDo } from '#core/access/command-table.ts'
import { useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { DialogFrame } from '../_ui/dialog-frame.tsx'
import { Icon } from '../_ui/icons.tsx'
import { NewCaseForm } from './new-case-form.tsx'

interface NewCaseProps {
  /** It stands on the reader's own desk: what is opened there is theirs. */
  atDesk?: boolean
}

/** Opens a case without a call: somebody at the counter, a letter, an incident. */
export function NewCase({ atDesk = false }: NewCaseProps) {
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
      <DialogFrame title={t('open')} width="40rem" quiet>
        <NewCaseForm owner={atDesk ? me.agent : null} done={(taken) => taken && setOpen(false)}>
          <Dialog.Close render={<Button size="large">{t('cancel')}</Button>} />
        </NewCaseForm>
      </DialogFrame>
    </Dialog.Root>
  )
}
