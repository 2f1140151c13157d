'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { AllClear } from '../_frame/all-clear.tsx'
import { atRisk } from '../_rows/entries.ts'
import type { Entry } from '../_rows/entry.ts'
import { Button } from '../_ui/button.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { setAddress, useAddress } from './address.ts'
import { useCauseTitle } from './causes.tsx'
import { EntryList } from './entry-list.tsx'
import { RiskFilters, useRiskFilter } from './risk-filters.tsx'
import { counts, type Floor, type Show, shows } from './shows.ts'

/** Lists of people who wait: who has waited longest stands first. */
const bySince: ReadonlySet<Show> = new Set(['waiting', 'recovery'])
const longestFirst = (a: Entry, b: Entry) => (a.sinceAt ?? 0) - (b.sinceAt ?? 0)

interface RiskPanelProps {
  entries: readonly Entry[]
  floor: Floor
}

/** A cause is asked of all cases, also of those on which no clock runs. */
function behind(entries: readonly Entry[], floor: Floor, show: Show | null, cause: string): Entry[] {
  if (show !== null) return entries.filter((entry) => counts[show](entry, floor))
  return cause === '' ? atRisk(entries) : entries.filter(({ type }) => type === 'case')
}

function useShow(): Show | null {
  const [name] = useAddress('show')
  return shows.find((show) => show === name) ?? null
}

/** At risk, all clocks of all kinds by the one order; or, behind a pressed figure, the entries that it counts. */
export function RiskPanel({ entries, floor }: RiskPanelProps) {
  const t = useTranslations('supervisor')
  const ledger = useTranslations('ledger')
  const show = useShow()
  const keep = useRiskFilter()
  const [cause] = useAddress('cause')
  const causeTitle = useCauseTitle()
  const listed = useMemo(() => {
    const kept = behind(entries, floor, show, cause).filter(keep)
    return show !== null && bySince.has(show) ? kept.sort(longestFirst) : kept
  }, [entries, floor, show, cause, keep])
  const title = show !== null ? ledger(`name.${show}`) : cause === '' ? t('atRisk') : causeTitle(cause)
  return (
    <Panel
      part="risk"
      label={title}
      title={
        <>
          {title} <span className="figure ms-1 font-normal text-ink-3">{listed.length}</span>
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
      {listed.length === 0 ? (
        <Nothing>
          <AllClear>{show === null ? t('nothingAtRisk') : t('nothingBehind')}</AllClear>
        </Nothing>
      ) : (
        <EntryList entries={listed} />
      )}
    </Panel>
  )
}
