'use client'
import { useTranslations } from 'use-intl/react'
import type { EntryBook } from '../_rows/entry-book.ts'
import { LedgerFigure } from './ledger-figure.tsx'
import { type Day, shows } from './shows.ts'
import { useLedger } from './use-ledger.ts'

/** The figures that nobody else has, in one line; each opens the entries behind it. */
export function Ledger({ book, day }: { book: EntryBook; day: Day }) {
  const t = useTranslations('ledger')
  const figures = useLedger(book, day)
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
