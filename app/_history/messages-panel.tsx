'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import { figure } from './file-table.ts'
import { WorkPanel, type WorkProps } from './work-panel.tsx'

/** How many messages reached each lead outside the screen: many mean that the rules alert too often. */
export function MessagesPanel({ work, span }: WorkProps) {
  const t = useTranslations('historyPage.messages')
  const format = useFormats()
  const nameOf = useNameOfAnyone()
  const rows = work.messages ?? []
  const [first] = rows
  if (first === undefined) return null
  const table = {
    heads: [t('lead'), t('count')],
    rows: rows.map(({ person, count }) => [
      nameOf(person),
      figure(count, 'count', format.count(count), { figure: `messages/${person}` }),
    ]),
  }
  return (
    <WorkPanel
      part="messages"
      title={t('title')}
      formula={t('formula')}
      table={first.count === 0 ? null : table}
      name={`messages_${span}`}
      none={t('none')}
      summary={t('summary', { lead: nameOf(first.person), count: format.count(first.count) })}
      points={rows.map(({ person, count }) => ({ name: nameOf(person), values: [count] }))}
      series={[{ name: t('count'), fill: 'var(--line-strong)' }]}
    />
  )
}
