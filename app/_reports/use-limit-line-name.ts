'use client'
import { useTranslations } from 'use-intl/react'
import type { RaiseLimitRow } from '#core/reports/raise-limit.ts'
import { useCauseTitle } from '../_format/use-cause-title.ts'
import { useOpenWord } from '../_format/use-words.ts'

export interface LimitLineName {
  /** Who asks, and for what. */
  readonly whose: string
  /** Why; null: the line counts all of theirs. */
  readonly why: string | null
}

/** What a line of the approvals' report is called. */
export function useLimitLineName(): (row: RaiseLimitRow) => LimitLineName {
  const t = useTranslations('raiseLimit')
  const kindWord = useOpenWord('sumKind')
  const causeTitle = useCauseTitle()
  const whyOf = ({ of, cause }: RaiseLimitRow) => {
    if (cause !== null) return causeTitle(cause)
    return of === 'all' ? null : t(of === 'words' ? 'otherWords' : 'noReason')
  }
  return (row) => {
    const who = row.role === null ? t('nobody') : t(`role.${row.role}`)
    return { whose: row.kind === null ? who : `${who} · ${kindWord(row.kind)}`, why: whyOf(row) }
  }
}
