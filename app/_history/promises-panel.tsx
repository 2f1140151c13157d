'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { PromiseMaker } from '#core/reports/promise-makers.ts'
import { useFormats } from '../_format/use-words.ts'
import { MakerChoice } from '../_reports/maker-choice.tsx'
import { useMakerName } from '../_reports/use-maker-name.ts'
import { figure } from './file-table.ts'
import { WorkPanel, type WorkProps } from './work-panel.tsx'

/** Promises that fell due, by who made them. */
export function PromisesPanel({ work, span }: WorkProps) {
  const t = useTranslations('historyPage.promises')
  const column = useTranslations('makers')
  const format = useFormats()
  const [by, setBy] = useState<PromiseMaker>('origin')
  const nameOf = useMakerName(by)
  const rows = work.promises[by]
  const sum = work.promises.origin.reduce(
    (total, { kept, late, broken }) => ({ kept: total.kept + kept, all: total.all + kept + late + broken }),
    { kept: 0, all: 0 },
  )
  const table = {
    heads: [column(`maker.${by}`), t('share'), t('kept'), t('late'), t('broken'), t('open')],
    rows: rows.map(({ id, share, kept, late, broken, open }) => [
      nameOf(id),
      figure(share, 'share', format.share(share), { figure: `promises/${by}/${id}/decided` }),
      ...Object.entries({ kept, late, broken, open }).map(([state, value]) =>
        figure(value, 'count', format.count(value), { figure: `promises/${by}/${id}/${state}` }),
      ),
    ]),
  }
  return (
    <WorkPanel
      part="promises"
      title={t('title')}
      formula={t('formula')}
      table={rows.length === 0 ? null : table}
      name={`promises_${by}_${span}`}
      choice={
        <div className="pt-2">
          <MakerChoice by={by} onChange={setBy} />
        </div>
      }
      none={t('none')}
      summary={t('summary', {
        share: format.share(sum.all === 0 ? null : sum.kept / sum.all),
        count: format.count(sum.all),
      })}
      points={rows.map(({ id, kept, late, broken, open }) => ({
        name: nameOf(id),
        values: [kept, late, broken, open],
      }))}
      series={[
        { name: t('kept'), fill: 'var(--ok-fill)' },
        { name: t('late'), fill: 'var(--warn-fill)' },
        { name: t('broken'), fill: 'var(--breach-fill)' },
        { name: t('open'), fill: 'var(--line-strong)' },
      ]}
    />
  )
}
