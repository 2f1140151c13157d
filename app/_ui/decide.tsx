'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from './button.tsx'
import { Fault } from './fault.tsx'
import { SayLine } from './say-line.tsx'
import { useAct } from './use-act.ts'

/** Approve or refuse, one press each; or ask for one more word before deciding. */
export function Decide({ approval, size }: { approval: string; size?: 'small' | 'large' }) {
  const t = useTranslations('approval')
  const { event, busy, fault } = useAct()
  const [asks, setAsks] = useState(false)
  const decide = (granted: boolean) => event('approval.decided', approval, { granted })
  async function ask(text: string): Promise<void> {
    if (await event('approval.questioned', approval, { text })) setAsks(false)
  }
  return (
    <div className="grid w-full gap-1.5">
      <span className="inline-flex flex-wrap items-center gap-1.5">
        <Button tone="strong" size={size} disabled={busy} onClick={() => decide(true)} data-decide="grant">
          {t('grant')}
        </Button>
        <Button size={size} disabled={busy} onClick={() => decide(false)} data-decide="refuse">
          {t('refuse')}
        </Button>
        <Button size={size} aria-expanded={asks} onClick={() => setAsks(!asks)} data-decide="ask">
          {t('askMore')}
        </Button>
      </span>
      {asks && <SayLine label={t('askMoreLabel')} send={t('askMoreSend')} busy={busy} onSay={ask} />}
      <Fault text={fault} />
    </div>
  )
}
