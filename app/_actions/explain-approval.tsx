'use client'
import { useTranslations } from 'use-intl/react'
import type { ApprovalRow } from '#core/rows/case-rows.ts'
import { useMe } from '../_shell/facts.ts'
import { mayDecide } from '../_shell/may-decide.ts'
import { Fault } from '../_ui/fault.tsx'
import { NoteField } from '../_ui/note-field.tsx'
import { useAct } from '../_ui/use-act.ts'

/** What who decides wants to know first, and what was said to it; who asked for the approval says it here. */
export function ExplainApproval({ row }: { row: ApprovalRow }) {
  const t = useTranslations('approval')
  const me = useMe()
  const { event, busy, fault } = useAct()
  if (row.question === null) return null
  const explains = row.explanation === null && row.state === 'open' && !mayDecide(me, row.from)
  async function explain(text: string): Promise<void> {
    await event('approval.explained', row.id, { text })
  }
  return (
    <div className="grid gap-1 border-s-4 border-info ps-3" data-question={row.id}>
      <p className="font-medium">{t('questioned', { text: row.question })}</p>
      {row.explanation !== null && <p className="text-ink-2">{t('explained', { text: row.explanation })}</p>}
      {row.explanation === null && !explains && <p className="text-ink-3">{t('unexplained')}</p>}
      {explains && (
        <NoteField label={t('explainLabel')} send={t('explainSend')} busy={busy} onSay={explain} />
      )}
      <Fault text={fault} />
    </div>
  )
}
