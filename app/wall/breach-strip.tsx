'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { AllClear } from '../_frame/all-clear.tsx'
import { useRowPart } from '../_live/use-live.ts'
import type { Entry } from '../_rows/entry.ts'
import { useRules } from '../_rows/use-entries.ts'
import { StateShape } from '../_ui/state-mark.tsx'
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
  entries: readonly Entry[]
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
