'use client'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { atRisk } from '../_rows/entries.ts'
import type { Entry } from '../_rows/entry.ts'
import { Button } from '../_ui/button.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { useAddress } from './address.ts'
import { EntryList } from './entry-list.tsx'
import { RiskFilters, useRiskFilter } from './risk-filters.tsx'
import { counts, type Floor, type Show, shows } from './shows.ts'

interface RiskPanelProps {
  entries: readonly Entry[]
  floor: Floor
}

function useShow(): [Show | null, (show: '') => void] {
  const [name, set] = useAddress('show')
  return [shows.find((show) => show === name) ?? null, set]
}

/** At risk, all clocks of all kinds by the one order; or, behind a pressed figure, the entries that it counts. */
export function RiskPanel({ entries, floor }: RiskPanelProps) {
  const t = useTranslations('supervisor')
  const ledger = useTranslations('ledger')
  const [show, setShow] = useShow()
  const keep = useRiskFilter()
  const listed = useMemo(() => {
    const base = show === null ? atRisk(entries) : entries.filter((entry) => counts[show](entry, floor))
    return base.filter(keep)
  }, [entries, floor, show, keep])
  const title = show === null ? t('atRisk') : ledger(`name.${show}`)
  return (
    <Panel
      label={title}
      title={
        <>
          {title} <span className="figure ms-1 font-normal text-ink-3">{listed.length}</span>
        </>
      }
      aside={
        show === null ? undefined : (
          <Button tone="quiet" onClick={() => setShow('')}>
            {t('backToRisk')}
          </Button>
        )
      }
    >
      {show === null && <RiskFilters />}
      {listed.length === 0 ? (
        <Nothing>{show === null ? t('nothingAtRisk') : t('nothingBehind')}</Nothing>
      ) : (
        <EntryList entries={listed} />
      )}
    </Panel>
  )
}
