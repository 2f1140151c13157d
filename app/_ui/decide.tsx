'use client'
import { useTranslations } from 'use-intl/react'
import { useRow } from '../_live/use-live.ts'
import { Button } from './button.tsx'
import { Fault } from './fault.tsx'
import { useAct } from './use-act.ts'

/** Approve, refuse or ask more, one press each. */
export function Decide({ approval, size }: { approval: string; size?: 'small' | 'large' }) {
  const t = useTranslations('approval')
  const row = useRow('approval', approval)
  const { event, busy, fault } = useAct()
  const decide = (granted: boolean) => event('approval.decided', approval, { granted })
  const waits = row !== null && row.question !== null && row.explanation === null
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5" data-approval={approval}>
      <Button tone="strong" size={size} disabled={busy} onClick={() => decide(true)} data-act="grant">
        {t('grant')}
      </Button>
      <Button size={size} disabled={busy} onClick={() => decide(false)} data-act="refuse">
        {t('refuse')}
      </Button>
      <Button
        size={size}
        tone="quiet"
        disabled={busy || waits}
        onClick={() => event('approval.questioned', approval, { text: t('tellMore') })}
        data-act="ask"
      >
        {t(waits ? 'asked_more' : 'askMore')}
      </Button>
      {row !== null && row.explanation !== null && (
        <span className="w-full text-[0.8125rem] text-ink-2">{row.explanation}</span>
      )}
      <Fault text={fault} />
    </span>
  )
}
