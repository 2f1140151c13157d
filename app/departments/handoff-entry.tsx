'use client'
import { useTranslations } from 'use-intl/react'
import type { OpenHandoff } from '#core/api/department-facts.ts'
import { useFormats, useOpenWord } from '../_format/use-words.ts'
import { SpelledAhead, SpelledSince } from '../_ui/spelled-time.tsx'
import { HandoffActions } from './handoff-actions.tsx'
import type { HandoffEntryProps } from './handoff-entry-props.ts'
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
export function HandoffEntry({ owed, others, path, done }: HandoffEntryProps) {
  const t = useTranslations('owedPage')
  const format = useFormats()
  return (
    <li data-handoff={owed.id} className="grid gap-3 border-b border-line py-5">
      <header className="grid gap-1">
        <h2 className="text-lg leading-snug font-semibold">{owed.question ?? t('noQuestion')}</h2>
        <p className="text-base text-ink-2">
          {t('sent', { time: format.dayTime(owed.sentAt) })}
          {' · '}
          {owed.dueAt === null ? (
            t('noDue')
          ) : (
            <b className="font-semibold text-ink">
              {t('due', { time: format.dayTime(owed.dueAt) })} (
              <SpelledAhead at={owed.dueAt} className="figure" />)
            </b>
          )}
          {' · '}
          {owed.acceptedAt === null ? t('untaken') : t('taken', { time: format.dayTime(owed.acceptedAt) })}
          {owed.bounces > 0 && ` · ${t('bounced', { count: owed.bounces })}`}
        </p>
        {owed.moreTime !== null && (
          <p className="text-base font-medium text-info">
            {t(`moreTime.${owed.moreTime.state}`, { time: format.dayTime(owed.moreTime.until) })}
          </p>
        )}
      </header>
      {owed.case !== null && <Matter matter={owed.case} />}
      <HandoffTimeline entries={owed.timeline} />
      <HandoffActions owed={owed} others={others} path={path} done={done} />
    </li>
  )
}
