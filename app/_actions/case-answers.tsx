'use client'
import { useTranslations } from 'use-intl/react'
import type { HandoffRow } from '#core/rows/case-rows.ts'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows } from '../_live/use-live.ts'
import { useDepartmentName } from '../_shell/names.ts'
import { HandoffAnswer } from './handoff-answer.tsx'

const says = ({ answer, moreTime, returnedAt }: HandoffRow) =>
  answer !== null || (moreTime?.state === 'asked' && returnedAt === null)

function Returned({ row }: { row: HandoffRow }) {
  const t = useTranslations('handoffAnswer')
  const format = useFormats()
  const name = useDepartmentName(row.department) ?? ''
  return (
    <div className="grid gap-1">
      <p className="text-sm text-ink-2">
        {row.returnedAt === null ? name : t('back', { name, time: format.dayTime(row.returnedAt) })}
      </p>
      <HandoffAnswer row={row} />
    </div>
  )
}

/** What departments said about a case: their answers, and wishes for more time that wait for a word. */
export function CaseAnswers({ caseId }: { caseId: string }) {
  const rows = useAllRows('handoff').filter((row) => row.case === caseId && says(row))
  return rows.map((row) => <Returned key={row.id} row={row} />)
}
