'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useLive, useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'

/** More names than these nobody reads through. */
const MOST = 12

/**
 * Somebody is to call a missed customer: it becomes a callback, which the server gives the number, and has an owner. It
 * bears the id of the contact that was missed, so that two who press at once make one callback.
 */
export function RecoverySteps({ id }: { id: string }) {
  const t = useTranslations('recovery')
  const row = useRow('recovery', id)
  const { store } = useLive()
  const { event, busy, fault } = useAct()
  /** Begun, and not known to be done: with the first of its two steps the row is gone, and it can be pressed again. */
  const [begun, setBegun] = useState<{ queue: string; asked: boolean } | null>(null)
  const missed = row ?? begun
  if (missed === null) return fault === null ? null : <Fault text={fault} />
  const { queue } = missed
  /** Who is signed in for the queue, the free ones first. */
  const choices = () =>
    store
      .rows('agent')
      .filter(({ queues, state }) => queues.includes(queue) && state !== 'offline')
      .sort((a, b) => Number(b.state === 'available') - Number(a.state === 'available'))
      .slice(0, MOST)
      .map(({ id: agent, name }) => ({ key: agent, label: name, choose: () => void give(agent) }))
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
      <Choose
        trigger={
          // Not disabled, which would cost it the focus, and the list would let its line go in the middle of the act.
          <Button aria-disabled={busy} data-act="recover">
            <Icon name="callback" /> {t('give')}
          </Button>
        }
        choices={choices}
        none={t('nobodyIn')}
      />
      <Fault text={fault} />
    </span>
  )
}
