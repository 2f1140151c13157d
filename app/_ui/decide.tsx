'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { leastToGrant, limitOf } from '#core/access/authority.ts'
import { sumOfApproval } from '#core/access/climbs.ts'
import type { ApprovalRow } from '#core/rows/case-rows.ts'
import { useMoney } from '../_format/use-money.ts'
import { useRow } from '../_live/use-live.ts'
import { useFacts, useMe } from '../_shell/facts.ts'
import { Button } from './button.tsx'
import { Fault } from './fault.tsx'
import { NoteField } from './note-field.tsx'
import { useAct } from './use-act.ts'
import { useKeepFocus } from './use-keep-focus.ts'

interface DecideProps {
  approval: string
  size?: 'small' | 'large'
  /** Where there is no room for words: asking more is one press, in words of ours. */
  brief?: boolean
}

/** What I may grant alone, and whether this is more: then it waits for others, who are named. */
function useLimit(row: ApprovalRow | null): { isAbove: boolean; text: string | null } {
  const t = useTranslations('approval')
  const me = useMe()
  const money = useMoney()
  const { authority = [], people = [] } = useFacts()
  const sum = row === null ? null : sumOfApproval(row)
  if (me === null || sum === null) return { isAbove: false, text: null }
  const limit = limitOf(authority, me.role, sum)
  if (!Number.isFinite(limit)) return { isAbove: false, text: authority.length === 0 ? null : t('unlimited') }
  const amount = money({ amount: limit, currency: sum.currency })
  if (sum.amount <= limit) return { isAbove: false, text: t('yourLimit', { amount }) }
  const least = leastToGrant(authority, sum)
  const above = people.filter(({ role }) => role === least).map(({ name }) => name)
  const who = above.slice(0, 3).join(', ') + (above.length > 3 ? ' …' : '')
  return { isAbove: true, text: t(above.length === 0 ? 'climbsNobody' : 'climbs', { amount, who }) }
}

/** Approve or refuse, one press each, which can be taken back for five seconds; or ask for one more word before deciding. */
export function Decide({ approval, size, brief = false }: DecideProps) {
  const t = useTranslations('approval')
  const me = useMe()
  const row = useRow('approval', approval)
  const { event, busy, fault } = useAct()
  const decide = (granted: boolean) => event('approval.decided', approval, { granted })
  const { isAbove, text } = useLimit(row)
  const [asks, setAsks] = useState(false)
  const focus = useKeepFocus('[data-decide="ask"]', asks ? () => setAsks(false) : null)
  async function ask(said: string): Promise<void> {
    if (await event('approval.questioned', approval, { text: said })) setAsks(false)
  }
  // Who asked does not decide; the server sees to it, and a button that it refuses is none.
  if (me === null || row === null || row.requestedBy === me.id) return null
  return (
    <div className="grid w-full gap-1.5" {...focus}>
      <span className="inline-flex flex-wrap items-center gap-1.5">
        {!isAbove && (
          <Button tone="strong" size={size} disabled={busy} onClick={() => decide(true)} data-decide="grant">
            {t('grant')}
          </Button>
        )}
        <Button size={size} disabled={busy} onClick={() => decide(false)} data-decide="refuse">
          {t('refuse')}
        </Button>
        <Button
          size={size}
          aria-expanded={brief ? undefined : asks}
          disabled={busy}
          onClick={() => (brief ? void ask(t('tellMore')) : setAsks(!asks))}
          // A line has room for the two that end it; the rest stands on the approval's own card, and a key presses it here.
          {...(brief && { className: 'max-[1900px]:hidden' })}
          data-decide="ask"
        >
          {t('askMore')}
        </Button>
      </span>
      {text !== null && (isAbove || !brief) && (
        <p className={`text-sm ${isAbove ? 'text-warn' : 'text-ink-3'}`}>{text}</p>
      )}
      {asks && (
        <NoteField focused label={t('askMoreLabel')} send={t('askMoreSend')} busy={busy} onSay={ask} />
      )}
      <Fault text={fault} />
    </div>
  )
}
