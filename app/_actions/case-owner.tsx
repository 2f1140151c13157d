'use client'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/rows/case-rows.ts'
import { OwnerPicker } from '../_assign/owner-picker.tsx'
import { useAgentName } from '../_shell/names.ts'
import { useMay } from './use-may.ts'

interface CaseOwnerProps {
  row: CaseRow
  /** It is shown for a promise, which goes with its case. */
  ofPromise?: boolean
}

/** Whose the case is; whoever may gives it to somebody else, or back. */
export function CaseOwner({ row, ofPromise = false }: CaseOwnerProps) {
  const t = useTranslations('assign')
  const may = useMay(row)
  const name = useAgentName(row.owner)
  if (row.state === 'resolved' || !may('case.assigned')) return null
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2" data-owner-of={row.id}>
      {t(ofPromise ? 'ownerOfItsCase' : 'owner')}
      <OwnerPicker
        given={{ type: 'case.assigned', subject: row.id }}
        owner={row.owner}
        ownerName={name}
        queue={row.queue}
        team={row.team}
      />
    </div>
  )
}
