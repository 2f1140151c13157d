'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { AssignPicker } from '../_assign/assign-picker.tsx'
import { useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'

/**
 * Somebody is to call a missed customer: it becomes a callback, which the server gives the number, and has an owner. It
 * bears the id of the contact that was missed, so that two who press at once make one callback.
 */
export function RecoverySteps({ id }: { id: string }) {
  const t = useTranslations('recovery')
  const row = useRow('recovery', id)
  const { event, busy, fault } = useAct()
  /** Begun, and not known to be done: with the first of its two steps the row is gone, and it can be pressed again. */
  const [begun, setBegun] = useState<{ queue: string; asked: boolean } | null>(null)
  const missed = row ?? begun
  if (missed === null) return fault === null ? null : <Fault text={fault} />
  const { queue } = missed
  async function give(agent: string): Promise<void> {
    if (busy) return
    const first = { untaken: true }
    const asked = begun?.asked ?? false
    setBegun({ queue, asked })
    if (!asked && !(await event('callback.requested', id, { queue, contact: id }, first))) return
    setBegun({ queue, asked: true })
    if (await event('callback.assigned', id, { agent }, first)) setBegun(null)
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <AssignPicker
        as="agent"
        label={t('give')}
        queue={queue}
        onPick={({ agent }) => {
          if (agent !== null) void give(agent)
        }}
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
