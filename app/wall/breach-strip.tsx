'use client'
import { memo, useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useRowValue } from '../_live/use-live.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { SpelledSince } from '../_ui/spelled-time.tsx'
import { StateShape } from '../_ui/status-icon.tsx'
import { useOldBefore } from '../_work-items/use-old-before.ts'
import { useRules } from '../_work-items/use-work-items.ts'
import type { WorkItem } from '../_work-items/work-item.ts'
import { BreachItem } from './breach-item.tsx'
import { stripBands } from './strip-bands.ts'
import { breachedOn } from './wall-order.ts'

/** More than these of a band no screen has room for; the heading says how many there are. */
const MOST = 12

function Entries({ entries, band }: { entries: readonly WorkItem[]; band: 'now' | 'next' }) {
  const rules = useRules()
  if (entries.length === 0) return null
  return (
    <ol className="strip-list" data-band={band}>
      {entries.slice(0, MOST).map((item) => (
        <BreachItem key={item.key} item={item} rule={item.rule === null ? undefined : rules.get(item.rule)} />
      ))}
    </ol>
  )
}

/** What burns, the latest first until somebody has it; what comes next, which has half of the strip; old debts as one line. */
export const BreachStrip = memo(function BreachStrip({
  board,
  entries,
}: {
  board: string
  entries: readonly WorkItem[]
}) {
  const t = useTranslations('wall')
  const band = useTranslations('band')
  const old = useOldBefore()
  const { now, next, older } = useMemo(() => stripBands(entries, old), [entries, old])
  const cases = useRowValue('board', board, (row) => row.cases.breached) ?? 0
  const unwatched = useRowValue('board', board, (row) => row.cases.unwatched) ?? 0
  const breached = breachedOn(cases, entries)
  // Of more cases than a wall is sent the others are counted with the old debts.
  const sent = entries.filter(({ type, state }) => type === 'case' && state === 'breached').length
  const more = older.count + Math.max(0, cases - sent)
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
        <div className="strip-lists">
          <Entries entries={now} band="now" />
          {now.length > 0 && next.length > 0 && <h3 className="strip-band">{t('comesNext')}</h3>}
          <Entries entries={next} band="next" />
        </div>
      )}
      {more > 0 && (
        <p className="strip-older" data-older={more}>
          {older.since === null
            ? band('others', { count: more })
            : band.rich('more', { count: more, time: () => <SpelledSince at={older.since!} /> })}
        </p>
      )}
    </section>
  )
})
