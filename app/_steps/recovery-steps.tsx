'use client'
import { useTranslations } from 'use-intl/react'
import { useAllRows, useRow } from '../_live/use-live.ts'
import { Button } from '../_ui/button.tsx'
import { Choose } from '../_ui/choose.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'

/** More names than these nobody reads through. */
const MOST = 12

/** Somebody is to call a missed customer: it becomes a callback, which the server gives the number, and has an owner. */
export function RecoverySteps({ id }: { id: string }) {
  const t = useTranslations('recovery')
  const row = useRow('recovery', id)
  const agents = useAllRows('agent')
  const { event, busy, fault } = useAct()
  if (row === null) return null
  const free = agents
    .filter(({ queues, state }) => queues.includes(row.queue) && state !== 'offline')
    .sort((a, b) => Number(b.state === 'available') - Number(a.state === 'available'))
  async function give(agent: string): Promise<void> {
    const callback = crypto.randomUUID()
    const asked = await event('callback.requested', callback, { queue: row!.queue, contact: id })
    if (asked) await event('callback.assigned', callback, { agent })
  }
  return (
    <span className="inline-flex items-center gap-1.5">
      <Choose
        trigger={
          <Button disabled={busy || free.length === 0} data-act="recover">
            <Icon name="callback" /> {t('give')}
          </Button>
        }
        choices={free.slice(0, MOST).map(({ id: agent, name }) => ({
          key: agent,
          label: name,
          choose: () => void give(agent),
        }))}
      />
      <Fault text={fault} />
    </span>
  )
}
