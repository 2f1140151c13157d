'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { figure } from './file-table.ts'
import { WorkPanel, type WorkProps } from './work-panel.tsx'

/** Suggestions of customers: how many were heard, got an answer, and became something. */
export function SuggestionsPanel({ work, span }: WorkProps) {
  const t = useTranslations('historyPage.suggestions')
  const format = useFormats()
  const { heard, answered, adopted } = work.suggestions
  const rows = [
    ['heard', heard],
    ['answered', answered],
    ['adopted', adopted],
  ] as const
  const table = {
    heads: [t('what'), t('count')],
    rows: rows.map(([what, value]) => [
      t(what),
      figure(value, 'count', format.count(value), { figure: `suggestions/${what}` }),
    ]),
  }
  return (
    <WorkPanel
      part="suggestions"
      title={t('title')}
      formula={t('formula')}
      table={heard === 0 ? null : table}
      name={`suggestions_${span}`}
      none={t('none')}
      summary={t('summary', {
        heard: format.count(heard),
        answered: format.share(heard === 0 ? null : answered / heard),
        adopted: format.share(heard === 0 ? null : adopted / heard),
      })}
      points={rows.map(([what, value]) => ({ name: t(what), values: [value] }))}
      series={[{ name: t('count'), fill: 'var(--ok-fill)' }]}
    />
  )
}
