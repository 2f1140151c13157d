'use client'
import { useTranslations } from 'use-intl/react'
import type { CaseRow } from '#core/rows/case-rows.ts'
import { useMay } from '../_actions/use-may.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { Panel } from '../_ui/panel.tsx'
import { useAct } from '../_ui/use-act.ts'

/** What of another case of the same customer is shown beside one. */
export type OtherCase = Pick<CaseRow, 'id' | 'kind' | 'title' | 'state' | 'openedAt' | 'mergedInto'>

function Other({ other, row, isKept }: { other: OtherCase; row: CaseRow; isKept: boolean }) {
  const t = useTranslations('merge')
  const state = useTranslations('caseState')
  const kind = useOpenWord('kind')
  const format = useFormats()
  const may = useMay(row)
  const { event, busy, fault } = useAct()
  const isHere = other.mergedInto === row.id
  const name = other.title ?? kind(other.kind)
  return (
    <li className="grid gap-1 border-b border-line py-2.5" data-other={other.id}>
      {isHere ? (
        <p className="font-medium">{name}</p>
      ) : (
        <PageLink href={`/cases/${encodeURIComponent(other.id)}`} className="font-medium hover:underline">
          {name}
        </PageLink>
      )}
      <p className="text-sm text-ink-3">
        {[kind(other.kind), isHere ? t('isHere') : state(other.state), format.dayTime(other.openedAt)].join(
          ' · ',
        )}
      </p>
      {!isKept && isHere && may('case.unmerged') && (
        <Button
          className="w-fit print:hidden"
          disabled={busy}
          onClick={() => event('case.unmerged', other.id, { into: row.id })}
          data-act="unmerge"
        >
          {t('apart')}
        </Button>
      )}
      {!isKept && other.mergedInto === null && row.mergedInto === null && may('case.merged') && (
        <Button
          className="w-fit print:hidden"
          disabled={busy}
          aria-label={t('intoThis', { name })}
          onClick={() => event('case.merged', other.id, { into: row.id })}
          data-act="merge"
        >
          {t('merge')}
        </Button>
      )}
      <Fault text={fault} />
    </li>
  )
}

interface OtherCasesProps {
  row: CaseRow
  others: readonly OtherCase[]
  /** The case is one of the archive, which is not acted on. */
  isKept: boolean
}

/** Other cases of the same customer: one about the same matter is merged into this one, and taken apart again. */
export function OtherCases({ row, others, isKept }: OtherCasesProps) {
  const t = useTranslations('merge')
  const shown = others.filter(({ mergedInto }) => mergedInto === null || mergedInto === row.id)
  if (shown.length === 0) return null
  return (
    <Panel label={t('others')} title={t('others')}>
      <ul>
        {shown.map((other) => (
          <Other key={other.id} other={other} row={row} isKept={isKept} />
        ))}
      </ul>
    </Panel>
  )
}
