'use client'
import { useTranslations } from 'use-intl/react'
import { OwnerPicker } from '../_assign/assign-button.tsx'
import { useRow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { useAgentName } from '../_shell/names.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'

/** We called: reached, which does it, or not, which is an attempt. */
export function CallbackSteps({ id }: { id: string }) {
  const t = useTranslations('steps')
  const me = useMe()
  const { event, busy, fault } = useAct()
  const agent = me?.agent ?? null
  const row = useRow('callback', id)
  const owner = useAgentName(row?.agent ?? null)
  async function attempt(outcome: 'reached' | 'no_answer' | 'busy'): Promise<void> {
    const taken = await event('callback.attempted', id, { agent, outcome })
    if (taken && outcome === 'reached') await event('callback.done', id)
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Button tone="strong" disabled={busy || agent === null} onClick={() => attempt('reached')}>
        <Icon name="phone" /> {t('reached')}
      </Button>
      <Button disabled={busy || agent === null} onClick={() => attempt('no_answer')}>
        {t('noAnswer')}
      </Button>
      <Button disabled={busy || agent === null} onClick={() => attempt('busy')}>
        {t('engaged')}
      </Button>
      {row !== null && (
        <OwnerPicker
          given={{ type: 'callback.assigned', subject: id }}
          owner={row.agent}
          ownerName={owner}
          queue={row.queue}
          team={me?.team ?? null}
        />
      )}
      <Fault text={fault} />
    </div>
  )
}
