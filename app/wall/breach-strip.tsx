'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRowPart } from '../_live/use-live.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { useRules } from '../_work-items/use-work-items.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { BreachEntry } from './breach-entry.tsx'
import { breachedOn } from './wall-entries.ts'

/** More than these no screen has room for; the heading says how many there are. */
const MOST = 12

/** What breaches next, and what has just breached until somebody has it. */
export const BreachStrip = memo(function BreachStrip({
  board,
  entries,
}: {
  board: string
  entries: readonly WorkItem[]
}) {
  const t = useTranslations('wall')
  const rules = useRules()
  const cases = useRowPart('board', board, (row) => row.cases.breached) ?? 0
  const unwatched = useRowPart('board', board, (row) => row.cases.unwatched) ?? 0
  const breached = breachedOn(cases, entries)
  return (
    <section className="strip" aria-label={t('next')}>
      <header className="strip-head">
        <h2>{t('next')}</h2>
        <p data-some={breached > 0}>
          <StateShape mark={breached > 0 ? 'breached' : 'ok'} /> {t('breached', { count: breached })}
        </p>
        {unwatched > 0 && (
          <p data-some="true">
            <StateShape mark="breached" /> {t('unwatched', { count: unwatched })}
          </p>
        )}
      </header>
      {entries.length === 0 ? (
        breached + unwatched === 0 && (
          <p className="strip-none">
            <AllClear>{t('nothingOwed')}</AllClear>
          </p>
        )
      ) : (
        <ol className="strip-list">
          {entries.slice(0, MOST).map((entry) => (
            <BreachEntry
              key={entry.key}
              entry={entry}
              rule={entry.rule === null ? undefined : rules.get(entry.rule)}
            />
          ))}
        </ol>
      )}
    </section>
  )
})
