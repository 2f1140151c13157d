'use client'
import { useTranslations } from 'use-intl/react'
import type { Entry } from '../_rows/entry.ts'
import { LedgerFigure } from './ledger-figure.tsx'
import { type Floor, shows } from './shows.ts'
import { useLedger } from './use-ledger.ts'

/** The figures that nobody else has, in one line; each opens the entries behind it. */
export function Ledger({ entries, floor }: { entries: readonly Entry[]; floor: Floor }) {
  const t = useTranslations('ledger')
  const figures = useLedger(entries, floor)
  return (
    <section
      aria-label={t('label')}
      className="grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] border-b border-line bg-surface"
    >
      {shows.map((show, index) => (
        <LedgerFigure key={show} show={show} digit={(index + 1) % 10} {...figures[show]} />
      ))}
    </section>
  )
}
