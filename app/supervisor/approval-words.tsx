'use client'
import { useTranslations } from 'use-intl/react'
import { sumOfApproval } from '#core/access/climbs.ts'
import { shownId } from '#core/event/readable-id.ts'
import { useMoney } from '../_format/use-money.ts'
import { useRow } from '../_live/use-live.ts'
import { useNameOfAnyone } from '../_shell/names.ts'

/** How much is asked for: it stands first where there is room for little. */
export function ApprovalSum({ id }: { id: string }) {
  const row = useRow('approval', id)
  const money = useMoney()
  const sum = row === null ? null : sumOfApproval(row)
  return sum === null ? null : <b className="figure me-2">{money(sum)}</b>
}

/** How much is asked for, unless that is said already, by whom, and why. */
export function ApprovalHead({ id, isSumSaid = false }: { id: string; isSumSaid?: boolean }) {
  const t = useTranslations('approval')
  const row = useRow('approval', id)
  const money = useMoney()
  const nameOf = useNameOfAnyone()
  if (row === null) return null
  const sum = sumOfApproval(row)
  const asker = row.requestedBy ?? row.about?.owner ?? null
  return (
    <>
      {sum !== null && !isSumSaid && <b className="figure ms-2">{money(sum)}</b>}
      {asker !== null && <span className="ms-2 font-normal">{t('by', { who: nameOf(asker) })}</span>}
      {row.reason !== null && (
        <span className="ms-2 font-normal text-ink-2" title={row.reason}>
          {row.reason}
        </span>
      )}
    </>
  )
}

/** Which case it is for, and which customer. */
export function ApprovalCase({ id }: { id: string }) {
  const row = useRow('approval', id)
  const type = useTranslations('type')
  if (row === null) return null
  const { title = null, name = null } = row.about ?? {}
  const called = row.case === null ? null : `${type('case')} ${shownId(row.case)}`.trim()
  return <>{[title ?? called, name].filter((part) => part !== null).join(' · ')}</>
}
