'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { limitOf } from '#core/access/authority.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from './button.tsx'
import { Fault } from './fault.tsx'
import { NoteField } from './note-field.tsx'
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
  const me = useMe()
  const { authority = [] } = useFacts()
  const row = useRow('approval', approval)
  const { event, busy, fault } = useAct()
  const [asks, setAsks] = useState(false)
  const decide = (granted: boolean) => event('approval.decided', approval, { granted })
  async function ask(text: string): Promise<void> {
    if (await event('approval.questioned', approval, { text })) setAsks(false)
  }
  // Who asked does not decide; the server sees to it, and a button that it refuses is none.
  if (me === null || row?.requestedBy === me.id) return null
  const { amount = null, currency = null } = row ?? {}
  const limit = limitOf(authority, me.role, currency)
  const isAbove = amount !== null && amount > limit
  return (
    <div className="grid w-full gap-1.5">
      <span className="inline-flex flex-wrap items-center gap-1.5">
        <Button
          tone="strong"
          size={size}
          disabled={busy || isAbove}
          onClick={() => decide(true)}
          data-decide="grant"
        >
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
      {isAbove && !brief && (
        <p className="text-[0.8125rem] text-warn">
          {t('aboveLimit', { amount: `${limit} ${currency ?? ''}`.trim() })}
        </p>
      )}
      {asks && <NoteField label={t('askMoreLabel')} send={t('askMoreSend')} busy={busy} onSay={ask} />}
      <Fault text={fault} />
    </div>
  )
}
