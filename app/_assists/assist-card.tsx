'use client'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl/react'
import { shownId } from '#core/event/readable-id.ts'
import type { AssistRow } from '#core/rows/case-rows.ts'
import { useMe } from '../_shell/facts.ts'
import { useAgentName } from '../_shell/names.ts'
import { Button } from '../_ui/button.tsx'
import { Fault } from '../_ui/fault.tsx'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { PhoneNumber } from '../_ui/phone-number.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'
import { useAct } from '../_ui/use-act.ts'
import { AssistStatus } from './assist-status.tsx'

/** What it is about: the case, its customer, their number where one may know it. */
function About({ row }: { row: AssistRow }) {
  const t = useTranslations('type')
  if (row.case === null) return null
  const { title = null, name = null, phone = null } = row.about ?? {}
  const parts = [
    {
      key: 'case',
      node: (
        <PageLink className="hover:underline" href={`/cases/${encodeURIComponent(row.case)}`}>
          {title ?? `${t('case')} ${shownId(row.case)}`}
        </PageLink>
      ),
    },
    { key: 'name', node: name },
    { key: 'phone', node: phone === null ? null : <PhoneNumber phone={phone} /> },
  ].filter(({ node }) => node !== null)
  return (
    <p className="mt-0.5 text-ink-2">
      {parts.map(({ key, node }, index) => (
        <Fragment key={key}>
          {index > 0 && ' · '}
          {node}
        </Fragment>
      ))}
    </p>
  )
}

/** An agent calls a lead: who, where, since when, about what; one thumb says to be on the way. */
export function AssistCard({ row, size = 'large' }: { row: AssistRow; size?: 'small' | 'large' }) {
  const t = useTranslations('assist')
  const me = useMe()
  const { event, busy, fault } = useAct()
  const who = useAgentName(row.agent)
  const isOpen = row.state === 'open'
  const isMine = row.acceptedBy === me?.id
  return (
    <li
      data-assist={row.id}
      data-state={row.state}
      className={`grid gap-2.5 border-s-4 border-b border-b-line py-3.5 ps-3.5 ${size === 'small' ? 'sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center' : ''} ${isOpen ? 'border-s-breach-fill' : 'border-s-ok'}`}
    >
      <div>
        <p className="flex flex-wrap items-baseline gap-x-2 text-lg leading-snug font-semibold">
          <Icon name="person" className="self-center" />
          {t('needs', { who: who ?? '', place: row.place ?? '', has: row.place === null ? 'no' : 'yes' })}
          <span className="text-base font-normal text-ink-2">
            {t.rich('since', { since: () => <SpelledSince at={row.requestedAt} /> })}
          </span>
        </p>
        {row.note !== null && <p className="mt-0.5">{row.note}</p>}
        <About row={row} />
        <p className="mt-0.5 text-base text-ink-2">
          <AssistStatus row={row} />
        </p>
      </div>
      {row.agent !== me?.agent && (
        <div className="flex flex-wrap items-center gap-1.5">
          {isOpen && (
            <Button
              tone="strong"
              size={size}
              disabled={busy}
              onClick={() => event('assist.accepted', row.id)}
              data-act="coming"
            >
              <Icon name="check" /> {t('coming')}
            </Button>
          )}
          {(isMine || !isOpen) && (
            <Button
              size={size}
              disabled={busy}
              onClick={() => event('assist.ended', row.id)}
              data-act="ended"
            >
              {t('done')}
            </Button>
          )}
        </div>
      )}
      <Fault text={fault} />
    </li>
  )
}
