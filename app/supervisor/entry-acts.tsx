'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useTranslations } from 'use-intl/react'
import { EntrySteps } from '../_actions/entry-steps.tsx'
import { Button } from '../_ui/button.tsx'
import type { WorkItem } from '../_work-items/work-item.ts'
import { DialNumber } from '../desk/dial-number.tsx'

/** What can be done about a line, in a window of its own: lines are as high as they are. */
export function EntryActs({ entry, title }: { entry: WorkItem; title: string }) {
  const t = useTranslations('callback')
  return (
    <Dialog.Root>
      <Dialog.Trigger render={<Button data-act="acts" aria-label={`${t('acts')}: ${title}`} />}>
        {t('acts')}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[var(--shade)]" />
        <Dialog.Popup className="fixed inset-0 z-50 m-auto grid h-fit max-h-[94dvh] w-[40rem] max-w-[94vw] gap-3 overflow-y-auto rounded-md border border-line-strong bg-raised p-5 outline-none">
          <Dialog.Title className="text-xl font-semibold">{title}</Dialog.Title>
          <DialNumber entry={entry} />
          <EntrySteps entry={entry} pressed />
          <Dialog.Close render={<Button tone="quiet" size="large" className="justify-self-end" />}>
            {t('close')}
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
