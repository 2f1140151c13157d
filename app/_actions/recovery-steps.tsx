'use client'
import { useTranslations } from 'use-intl/react'
import type { Assignee } from '#core/access/assignees.ts'
import { AssignPicker } from '../_assign/assign-picker.tsx'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'

/**
 * Somebody is to call a missed customer: it becomes a callback with an owner, which the server gives the number. It bears
 * the id of the contact that was missed, so that two who press at once make one callback.
 */
export function RecoverySteps({ id }: { id: string }) {
  const t = useTranslations('recovery')
  const row = useRow('recovery', id)
  const { event, busy, fault } = useAct()
  if (row === null) return fault === null ? null : <Fault text={fault} />
  const { queue } = row
  async function give({ agent }: Assignee): Promise<void> {
    if (busy || agent === null) return
    const data = { queue, contact: id, agent }
    await event('callback.requested', id, data, { untaken: true })
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <AssignPicker
        as="agent"
        label={t('give')}
        queue={queue}
        onPick={(one) => void give(one)}
        trigger={
          // Not disabled, which would cost it the focus, and the list would let its line go in the middle of the act.
          <Button aria-disabled={busy} data-act="recover">
            <Icon name="callback" /> {t('give')}
          </Button>
        }
      />
      <Fault text={fault} />
    </span>
  )
}
