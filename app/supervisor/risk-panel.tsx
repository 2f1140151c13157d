'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { AllClear } from '../_shell/all-clear.tsx'
import { Button } from '../_ui/button.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { useEntryListing } from '../_work-items/use-work-items.ts'
import { compareWorkItems, type WorkItem } from '../_work-items/work-item.ts'
import type { WorkItemRegistry } from '../_work-items/work-item-registry.ts'
import { isAtRisk } from '../_work-items/work-items.ts'
import { setAddress, useAddress } from './address.ts'
import { useCauseTitle } from './causes.tsx'
import { EntryList } from './entry-list.tsx'
import { RiskFilters, useRiskFilter } from './risk-filters.tsx'
import { counts, type DaySpan, type Show, shows } from './shows.ts'

/** Lists of people who wait: who has waited longest stands first. */
const bySince: ReadonlySet<Show> = new Set(['waiting', 'recovery'])
const longestFirst = (a: WorkItem, b: WorkItem) =>
  (a.sinceAt ?? 0) - (b.sinceAt ?? 0) || compareWorkItems(a, b)

interface RiskPanelProps {
  book: WorkItemRegistry
  day: DaySpan
}

/** A cause is asked of all cases, also of those on which no clock runs. */
function isBehind(show: Show | null, cause: string, day: DaySpan): (entry: WorkItem) => boolean {
  if (show !== null) return (entry) => counts[show](entry, day)
  return cause === '' ? isAtRisk : ({ type }) => type === 'case'
}

function useShow(): Show | null {
  const [name] = useAddress('show')
  return shows.find((show) => show === name) ?? null
}

/** At risk, all clocks of all kinds by the one order; or, behind a pressed figure, the entries that it counts. */
export function RiskPanel({ book, day }: RiskPanelProps) {
  const t = useTranslations('supervisor')
  const ledger = useTranslations('ledger')
  const format = useFormats()
  const show = useShow()
  const keep = useRiskFilter()
  const [cause] = useAddress('cause')
  const causeTitle = useCauseTitle()
  const passes = useMemo(() => {
    const behind = isBehind(show, cause, day)
    return (entry: WorkItem) => behind(entry) && keep(entry)
  }, [show, cause, day, keep])
  const { listing } = useEntryListing(
    book,
    passes,
    show !== null && bySince.has(show) ? longestFirst : compareWorkItems,
  )
  const title = show !== null ? ledger(`name.${show}`) : cause === '' ? t('atRisk') : causeTitle(cause)
  return (
    <Panel
      part="risk"
      label={title}
      title={
        <>
          {title} <span className="figure ms-1 font-normal text-ink-3">{format.count(listing.count)}</span>
        </>
      }
      aside={
        show === null && cause === '' ? undefined : (
          <Button tone="quiet" onClick={() => setAddress({ show: '', cause: '' })}>
            {t('backToRisk')}
          </Button>
        )
      }
    >
      <RiskFilters />
      {listing.lines === 0 ? (
        <Nothing>
          <AllClear>{show === null ? t('nothingAtRisk') : t('nothingBehind')}</AllClear>
        </Nothing>
      ) : (
        <EntryList listing={listing} label={title} />
      )}
    </Panel>
  )
}
