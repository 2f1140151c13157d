'use client'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl/react'
import { kindsOf } from '#core/access/authority.ts'
import { sumOfApproval } from '#core/access/climbs.ts'
import { shownId } from '#core/event/readable-id.ts'
import type { ApprovalRow } from '#core/rows/case-rows.ts'
import { ExplainApproval } from '../_actions/explain-approval.tsx'
import { useMoney } from '../_format/use-money.ts'
import { useOpenWord } from '../_format/use-words.ts'
import { useFacts } from '../_shell/facts.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import { Decide } from '../_ui/decide.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'

/** An approval that is asked of me: who asks, how much, for whom and why, since when; approve or refuse. */
export function ApprovalCard({ row }: { row: ApprovalRow }) {
  const t = useTranslations('approval')
  const type = useTranslations('type')
  const nameOf = useNameOfAnyone()
  const money = useMoney()
  const sum = sumOfApproval(row)
  const kindWord = useOpenWord('sumKind')
  const { authority = [] } = useFacts()
  // Of one kind there is nothing to tell apart.
  const kind = row.kind === null || kindsOf(authority).length < 2 ? null : kindWord(row.kind)
  const asker = row.requestedBy ?? row.about?.owner ?? null
  const { title = null, name = null, phone = null } = row.about ?? {}
  const about = [
    {
      key: 'case',
      node:
        row.case === null ? null : (
          <PageLink className="hover:underline" href={`/cases/${encodeURIComponent(row.case)}`}>
            {title ?? `${type('case')} ${shownId(row.case)}`}
          </PageLink>
        ),
    },
    { key: 'name', node: name },
    { key: 'phone', node: phone === null ? null : <PhoneNumber phone={phone} /> },
  ].filter(({ node }) => node !== null)
  return (
    <li
      data-approval={row.id}
      className="grid gap-2.5 border-s-4 border-b border-s-accent border-b-line py-4 ps-3.5"
    >
      <div>
        <p className="flex flex-wrap items-baseline gap-x-2 text-lg leading-snug font-semibold">
          <Icon name="approval" className="self-center" />
          <span className="figure">{sum === null ? type('approval') : money(sum)}</span>
          {kind !== null && <span className="font-normal">{kind}</span>}
          {asker !== null && <span className="font-normal">{t('by', { who: nameOf(asker) })}</span>}
        </p>
        {row.reason !== null && <p className="mt-1 break-words">{row.reason}</p>}
        <p className="mt-0.5 text-ink-2">
          {about.map(({ key, node }) => (
            <Fragment key={key}>
              {node}
              {' · '}
            </Fragment>
          ))}
          {t.rich('asked', { since: () => <SpelledSince at={row.requestedAt} /> })}
        </p>
      </div>
      <ExplainApproval row={row} />
      <Decide approval={row.id} size="large" />
    </li>
  )
}
