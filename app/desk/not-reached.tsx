'use client'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { useMe } from '../_shell/facts.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { useAct } from '../_ui/use-act.ts'

/** A callback ended because somebody answered our call; where that was a mailbox, one press keeps it owed. */
export function NotReached({ contact }: { contact: string }) {
  const t = useTranslations('callback')
  const me = useMe()
  const { event, busy, fault } = useAct()
  const callback = useRow('contact', contact)?.callback ?? null
  const isOpen = useRow('callback', callback ?? '') !== null
  if (callback === null || isOpen || me?.agent == null) return <Fault text={fault} />
  const data = { agent: me.agent, outcome: 'voicemail', contact }
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-t border-line pt-2">
      <span className="min-w-0 flex-1">
        <Icon name="check" className="me-1.5 text-ok" />
        {t('endedByCall')}
      </span>
      <Button
        disabled={busy}
        onClick={() => event('callback.attempted', callback, data)}
        data-act="not-reached"
      >
        {t('notReached')}
      </Button>
      <Fault text={fault} />
    </p>
  )
}
