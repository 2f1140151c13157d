'use client'
import { Dialog } from '@base-ui/react/dialog'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { WorkItemSteps } from '../_actions/work-item-steps.tsx'
import { ApprovalCard } from '../_approvals/approval-card.tsx'
import { useRow } from '../_live/use-live.ts'
import { ActTaken } from '../_ui/act-taken.ts'
import { Button } from '../_ui/button.tsx'
import { DialogFrame } from '../_ui/dialog-frame.tsx'
import type { WorkItem } from '../_work-items/work-item.ts'
import { DialNumber } from '../desk/dial-number.tsx'

/** All that who decides has to know, and the buttons. */
function ApprovalToDecide({ id }: { id: string }) {
  const row = useRow('approval', id)
  return row === null ? null : (
    <ul>
      <ApprovalCard row={row} />
    </ul>
  )
}

interface EntryActsProps {
  item: WorkItem
  title: string
  /** The entry has left the list: nothing is opened any more, and what is open stays until it is closed. */
  gone: boolean
}

/**
 * What can be done about a line, in a window of its own: lines are as high as they are. Once something was done it is
 * closed: what was done is told on the page's lower edge, and the keys stand at the line again.
 */
export function WorkItemActs({ item, title, gone }: EntryActsProps) {
  const t = useTranslations('callback')
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLSpanElement>(null)
  const backTo = () =>
    place.current
      ?.closest('[data-entry]')
      ?.querySelector<HTMLElement>(gone ? '[data-line]' : '[data-act="acts"]') ?? true
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <span ref={place} className="min-w-7 shrink-0 max-sm:min-w-9">
        {(!gone || open) && (
          <Dialog.Trigger
            render={
              <Button
                tone="quiet"
                className="min-w-7 px-1 max-sm:min-h-9 max-sm:min-w-9"
                aria-label={`${t('acts')}: ${title}`}
                title={t('acts')}
                data-act="acts"
              />
            }
          >
            ⋯
          </Dialog.Trigger>
        )}
      </span>
      <DialogFrame title={title} width="40rem" finalFocus={backTo}>
        <ActTaken value={() => setOpen(false)}>
          {item.type === 'approval' ? (
            <ApprovalToDecide id={item.id} />
          ) : (
            <>
              <DialNumber item={item} />
              <WorkItemSteps item={item} pressed />
            </>
          )}
        </ActTaken>
        <Dialog.Close render={<Button tone="quiet" size="large" className="justify-self-end" />}>
          {t('close')}
        </Dialog.Close>
      </DialogFrame>
    </Dialog.Root>
  )
}
