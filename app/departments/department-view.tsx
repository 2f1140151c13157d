'use client'
import { useTranslations } from 'use-intl/react'
import type { DepartmentFacts } from '#core/api/department-facts.ts'
import { useFormats } from '../_format/use-words.ts'
import { LinkFrame } from '../_links/link-frame.tsx'
import { LinkRefused } from '../_links/link-refused.tsx'
import { useLink } from '../_links/use-link.ts'
import { TimeContext } from '../_live/use-live.ts'
import { Blank } from '../_shell/blank.tsx'
import { useFacts } from '../_shell/facts.ts'
import { HandoffCard } from './handoff-card.tsx'
import { usePageTime } from './use-page-time.ts'

const ASK_EVERY_MS = 10_000

/** All that a department owes, for whoever holds its link; read again every ten seconds while somebody looks. */
export function DepartmentView({ token }: { token: string }) {
  const t = useTranslations('owedPage')
  const link = useTranslations('linkPage')
  const format = useFormats()
  const { clockSpeed } = useFacts()
  const path = `department/${encodeURIComponent(token)}`
  const { state, stale, read } = useLink<DepartmentFacts>(path, ASK_EVERY_MS)
  const facts = state.is === 'shown' ? state.value : null
  const time = usePageTime(clockSpeed, facts?.at ?? null)
  if (state.is === 'asking') return <Blank />
  if (facts === null)
    return (
      <LinkFrame title={link('title')}>
        <LinkRefused code={state.is === 'refused' ? state.code : 'no_answer'} again={read} />
      </LinkFrame>
    )
  return (
    <TimeContext value={time}>
      <LinkFrame title={facts.department.name} wide>
        <h1 className="flex flex-wrap items-baseline gap-x-3 border-b border-line-strong pb-2 text-xl font-semibold">
          {facts.department.name}
          <span className="text-md font-normal text-ink-2">
            {t('owed', { count: facts.handoffs.length })}
          </span>
        </h1>
        <p role="status" className={`pt-1 text-sm ${stale ? 'font-medium text-warn' : 'text-ink-3'}`}>
          {stale
            ? t('stale', { time: format.timeSec(facts.at) })
            : t('asOf', { time: format.timeSec(facts.at), until: format.dayTime(facts.expiresAt) })}
        </p>
        {facts.handoffs.length === 0 && <p className="py-10 text-ink-2">{t('nothing')}</p>}
        <ul data-live={stale ? 'stale' : 'live'}>
          {facts.handoffs.map((handoff) => (
            <HandoffCard key={handoff.id} handoff={handoff} others={facts.others} path={path} done={read} />
          ))}
        </ul>
      </LinkFrame>
    </TimeContext>
  )
}
