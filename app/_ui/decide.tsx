'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Button } from './button.tsx'
import { Fault } from './fault.tsx'
import { SayLine } from './say-line.tsx'
import { useAct } from './use-act.ts'

interface DecideProps {
  approval: string
  size?: 'small' | 'large'
  /** Where there is no room for words: asking more is one press, in words of ours. */
  brief?: boolean
}

/** Approve or refuse, one press each; or ask for one more word before deciding. */
export function Decide({ approval, size, brief = false }: DecideProps) {
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
        <Button
          size={size}
          aria-expanded={brief ? undefined : asks}
          disabled={busy}
          onClick={() => (brief ? void ask(t('tellMore')) : setAsks(!asks))}
          data-decide="ask"
        >
          {t('askMore')}
        </Button>
      </span>
      {asks && <SayLine label={t('askMoreLabel')} send={t('askMoreSend')} busy={busy} onSay={ask} />}
      <Fault text={fault} />
    </div>
  )
}
