'use client'
import { useTranslations } from 'use-intl/react'
import type { OpenHandoff } from '#core/api/department-facts.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { SpelledAhead, SpelledSince } from '../_ui/spelled-time.tsx'
import { HandoffActions } from './handoff-actions.tsx'
import type { HandoffCardProps } from './handoff-card-props.ts'
import { HandoffTimeline } from './handoff-timeline.tsx'

/** The customer's side: their own words, since when they wait, and when something is due to them. */
function Matter({ matter }: { matter: NonNullable<OpenHandoff['case']> }) {
  const t = useTranslations('owedPage')
  const kind = useOpenWord('kind')
  const priority = useOpenWord('priority')
  return (
    <div className="border-s-4 border-line-strong ps-3">
      {matter.title !== null && <blockquote className="text-lg">{matter.title}</blockquote>}
      <p className="text-sm text-ink-2">
        {kind(matter.kind)}
        {matter.priority !== 'normal' && ` · ${t('priority', { priority: priority(matter.priority) })}`}
        {matter.waitingSince !== null && (
          <>
            {' · '}
            {t.rich('waits', { since: () => <SpelledSince at={matter.waitingSince!} className="figure" /> })}
          </>
        )}
        {matter.nextDueAt !== null && (
          <>
            {' · '}
            {t.rich('owedNext', { left: () => <SpelledAhead at={matter.nextDueAt!} className="figure" /> })}
          </>
        )}
      </p>
    </div>
  )
}

/** One hand-off: what is asked, until when, whose matter it is, and what one can do about it. */
export function HandoffCard({ handoff, others, path, done }: HandoffCardProps) {
  const t = useTranslations('owedPage')
  const format = useFormats()
  return (
    <li data-handoff={handoff.id} className="grid gap-3 border-b border-line py-5">
      <header className="grid gap-1">
        <h2 className="text-lg leading-snug font-semibold">{handoff.question ?? t('noQuestion')}</h2>
        <p className="text-base text-ink-2">
          {t('sent', { time: format.dayTime(handoff.sentAt) })}
          {' · '}
          {handoff.dueAt === null ? (
            t('noDue')
          ) : (
            <b className="font-semibold text-ink">
              {t('due', { time: format.dayTime(handoff.dueAt) })} (
              <SpelledAhead at={handoff.dueAt} className="figure" />)
            </b>
          )}
          {' · '}
          {handoff.acceptedAt === null
            ? t('untaken')
            : t('taken', { time: format.dayTime(handoff.acceptedAt) })}
          {handoff.bounces > 0 && ` · ${t('bounced', { count: handoff.bounces })}`}
        </p>
        {handoff.moreTime !== null && (
          <p className="text-base font-medium text-info">
            {t(`moreTime.${handoff.moreTime.state}`, { time: format.dayTime(handoff.moreTime.until) })}
          </p>
        )}
      </header>
      {handoff.case !== null && <Matter matter={handoff.case} />}
      <HandoffTimeline entries={handoff.timeline} />
      <HandoffActions handoff={handoff} others={others} path={path} done={done} />
    </li>
  )
}
