'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { sumOfApproval } from '#core/access/climbs.ts'
import type { ApprovalRow } from '#core/case-rows.ts'
import { useMoney } from '../_format/use-money.ts'
import { useCommand } from '../_live/use-live.ts'
import { sayDone } from './done-notice.tsx'
import { showLateFault } from './late-fault.tsx'
import { useFaultText } from './use-act.ts'
import { useNewId } from './use-new-id.ts'

/** What approves and refuses, and says so; for five seconds one press opens the approval again. */
export function useDecision() {
  const t = useTranslations('approval')
  const money = useMoney()
  const textOf = useFaultText()
  const command = useCommand()
  const next = useNewId()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)

  async function undo(approval: string, undoes: string): Promise<void> {
    const wish = { type: 'approval.undecided', subject: approval, data: {}, undoes }
    const answer = await command('event', wish)
    if (answer.ok) sayDone(t('undone'))
    else showLateFault(textOf(answer.code, answer.message))
  }

  async function decide(row: ApprovalRow, granted: boolean): Promise<void> {
    setBusy(true)
    setFault(null)
    const { id } = next
    const wish = { id, type: 'approval.decided', subject: row.id, data: { granted } }
    const answer = await command('event', wish)
    setBusy(false)
    if (!answer.ok) {
      setFault(textOf(answer.code, answer.message))
      return
    }
    next.renew()
    const sum = sumOfApproval(row)
    const text = granted ? t('approved', { sum: sum === null ? '' : money(sum) }) : t('refusedNow')
    sayDone(text.trim(), () => undo(row.id, id))
  }
  return { decide, busy, fault }
}
