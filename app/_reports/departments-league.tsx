'use client'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import type { HandoffRow } from '#core/rows/case-rows.ts'
import type { DepartmentRow } from '#core/rows/row.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useAllRows, useRowValue } from '../_live/use-live.ts'
import { Icon } from '../_ui/icons.tsx'
import { PageLink } from '../_ui/page-link.tsx'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { ScrollBox } from '../_ui/scroll-box.tsx'
import { TableHeads } from '../_ui/table-heads.tsx'
import { Until } from '../_ui/ticking.tsx'

const titleOf = ({ title }: { title: string | null }) => title

/** One thing that lies with a department: what is asked, of which case, until when. */
function Lying({ row }: { row: HandoffRow }) {
  const t = useTranslations('league')
  const title = useRowValue('case', row.case ?? '', titleOf)
  const text = row.question ?? title ?? t('noQuestion')
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-1.5" data-handoff={row.id}>
      <span className="figure w-24 text-end font-medium">
        {row.dueAt === null ? '–' : <Until at={Date.parse(row.dueAt)} />}
      </span>
      {row.case === null ? (
        <span>{text}</span>
      ) : (
        <PageLink href={`/cases/${encodeURIComponent(row.case)}`} className="min-w-0 flex-1 hover:underline">
          {text}
        </PageLink>
      )}
      <span className="text-ink-3">
        {t(row.acceptedAt === null ? 'sent' : 'accepted')}
        {row.bounces > 0 && ` · ${t('bounces', { count: row.bounces })}`}
      </span>
    </li>
  )
}

interface LeagueLineProps {
  row: DepartmentRow
  entries: readonly HandoffRow[]
}

const cell = 'figure px-2 py-2 text-end max-sm:px-1'

function LeagueLine({ row, entries }: LeagueLineProps) {
  const format = useFormats()
  const duration = useDuration()
  const [open, setOpen] = useState(false)
  return (
    <tbody data-department={row.id}>
      <tr className="border-t border-line">
        <th scope="row" className="py-1 text-start font-medium">
          <button
            type="button"
            aria-expanded={open}
            disabled={entries.length === 0}
            onClick={() => setOpen(!open)}
            className="inline-flex min-h-8 items-center gap-1.5 text-start hover:underline disabled:no-underline"
          >
            <Icon
              name={open ? 'down' : 'chevron'}
              className={entries.length === 0 ? 'opacity-0' : 'text-ink-3'}
            />
            {row.name}
          </button>
        </th>
        <td className={cell}>{format.count(row.open)}</td>
        <td className={`${cell} ${row.overdue > 0 ? 'font-semibold text-breach' : ''}`}>
          {format.count(row.overdue)}
        </td>
        <td className={cell}>{row.medianReturnSec === null ? '–' : duration(row.medianReturnSec)}</td>
        <td className={cell}>{format.count(row.bounced)}</td>
        <td className={cell}>{format.share(row.keptShare)}</td>
      </tr>
      {open && (
        <tr>
          <td colSpan={6} className="pb-2 ps-5 text-sm">
            <ul>
              {entries.map((entry) => (
                <Lying key={entry.id} row={entry} />
              ))}
            </ul>
          </td>
        </tr>
      )}
    </tbody>
  )
}

const heads = ['open', 'overdue', 'median', 'bounced', 'inTime'] as const
const dueOf = ({ dueAt, sentAt }: HandoffRow) => dueAt ?? sentAt

/** Each department with what lies there, what is overdue, how long it takes, what it sent back, what came in time; a press opens the entries. */
export function DepartmentsLeague() {
  const t = useTranslations('league')
  const departments = useAllRows('department')
  const handoffs = useAllRows('handoff')
  const lying = useMemo(
    () =>
      handoffs
        .filter(({ returnedAt }) => returnedAt === null)
        .toSorted((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1)),
    [handoffs],
  )
  const sorted = departments.toSorted(
    (a, b) => b.overdue - a.overdue || b.open - a.open || (a.name < b.name ? -1 : 1),
  )
  return (
    <Panel part="league" label={t('title')} title={t('title')}>
      {sorted.length === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <ScrollBox label={t('title')} className="">
          <table className="w-full border-collapse sm:min-w-[34rem] max-sm:text-sm">
            <TableHeads first={t('department')} figures={heads.map((head) => t(head))} />
            {sorted.map((row) => (
              <LeagueLine
                key={row.id}
                row={row}
                entries={lying.filter(({ department }) => department === row.id)}
              />
            ))}
          </table>
        </ScrollBox>
      )}
    </Panel>
  )
}
