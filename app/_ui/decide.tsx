'use client'
import { useTranslations } from 'use-intl/react'
import { Button } from './button.tsx'
import { Fault } from './fault.tsx'
import { useAct } from './use-act.ts'

/** Approve or refuse, one press each. */
export function Decide({ approval, size }: { approval: string; size?: 'small' | 'large' }) {
  const t = useTranslations('approval')
  const { event, busy, fault } = useAct()
  const decide = (granted: boolean) => event('approval.decided', approval, { granted })
  return (
    <span className="inline-flex items-center gap-1.5">
      <Button tone="strong" size={size} disabled={busy} onClick={() => decide(true)}>
        {t('grant')}
      </Button>
      <Button size={size} disabled={busy} onClick={() => decide(false)}>
        {t('refuse')}
      </Button>
      <Fault text={fault} />
    </span>
  )
}
