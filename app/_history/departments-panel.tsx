'use client'
import { useTranslations } from 'use-intl/react'
import { useDurationCell } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useMakerName } from '../_reports/use-maker-name.ts'
import { setAddress } from '../supervisor/address.ts'
import { figure } from './file-table.ts'
import { nothingOpened } from './opened.ts'
import { WorkPanel, type WorkProps } from './work-panel.tsx'

/** What lay with other departments, how soon it came back, and what they sent back or on. */
export function DepartmentsPanel({ work, span }: WorkProps) {
  const t = useTranslations('historyPage.departments')
  const format = useFormats()
  const seconds = useDurationCell()
  const nameOf = useMakerName('department')
  const rows = work.departments
  const [first] = rows
  const table = {
    heads: [t('department'), t('sent'), t('open'), t('returned'), t('median'), t('bounced'), t('inTime')],
    rows: rows.map(({ id, sent, open, returned, medianSec, bounced, inTime }) => [
      nameOf(id),
      ...Object.entries({ sent, open, returned }).map(([what, value]) =>
        figure(value, 'count', format.count(value), { figure: `departments/${id}/${what}` }),
      ),
      figure(medianSec, 'seconds', seconds(medianSec), { figure: `departments/${id}/returned` }),
      figure(bounced, 'count', format.count(bounced), { figure: `departments/${id}/bounced` }),
      figure(inTime, 'share', format.share(inTime), { figure: `departments/${id}/due` }),
    ]),
  }
  return (
    <WorkPanel
      part="departments"
      title={t('title')}
      formula={t('formula')}
      table={first === undefined ? null : table}
      name={`departments_${span}`}
      none={t('none')}
      summary={t('summary', {
        department: first === undefined ? '' : nameOf(first.id),
        open: format.count(first?.open ?? 0),
      })}
      points={rows.map(({ id, open, returned }) => ({ name: nameOf(id), values: [returned, open] }))}
      series={[
        { name: t('returned'), fill: 'var(--ok-fill)' },
        { name: t('open'), fill: 'var(--breach-fill)' },
      ]}
      onRow={(index) => setAddress({ ...nothingOpened, of: 'department', id: rows[index]!.id }, true)}
    />
  )
}
