'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl/react'
import type { EntriesAnswer } from '#core/api/entry-report.ts'
import type { Spread } from '#core/history/spread.ts'
import { useDuration } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Nothing, Panel } from '../_ui/panel.tsx'
import { Download } from './download.tsx'
import { entriesPath } from './entries-path.ts'
import type { FileTable } from './file-table.ts'
import { openEntries } from './opened.ts'
import type { ShownReport } from './use-report.ts'
import { useStepName } from './use-step-name.ts'

const SpreadChart = dynamic(() => import('./spread-chart.tsx').then(({ SpreadChart }) => SpreadChart), {
  ssr: false,
  loading: () => <div className="h-44" />,
})

/** Of more contacts than these nothing is spread: the server reads no more at once. */
const MOST = 20_000

const kinds = ['waits', 'abandons', 'talks'] as const
/** Nobody gives up at an agent. */
const ofLegs = ['waits', 'talks'] as const

interface OneProps {
  kind: (typeof kinds)[number]
  spread: Spread
  name: string
  onOpen: (behind: string) => void
}

interface FigureProps {
  text: string
  /** Of what it is, for who hears it alone. */
  of: string
  /** What it opens; null: nothing. */
  behind: string | null
  onOpen: (behind: string) => void
}

function Figure({ text, of, behind, onOpen }: FigureProps) {
  if (behind === null) return text
  return (
    <button
      type="button"
      aria-label={`${of}: ${text}`}
      className="min-h-7 hover:underline"
      onClick={() => onOpen(behind)}
    >
      {text}
    </button>
  )
}

function One({ kind, spread, name, onOpen }: OneProps) {
  const t = useTranslations('historyPage.spread')
  const format = useFormats()
  const duration = useDuration()
  const nameOf = useStepName()
  const points = spread.steps.map(({ count }, index) => ({ label: nameOf(spread, index), count }))
  const timeOf = (sec: number | null) => (sec === null ? '–' : duration(sec))
  /** What a line opens: a step what lies in it, the middle and the nine tenths all of which they are made. */
  const opens = [...points.map(({ count }, step) => (count > 0 ? `${kind}.${step}` : null)), kind, kind]
  const table: FileTable = {
    heads: [t(`step.${kind}`), t('contacts')],
    rows: [
      ...points.map(({ label, count }) => [
        label,
        { text: format.count(count), value: count, unit: 'count' as const },
      ]),
      [t('median'), timeOf(spread.medianSec)],
      [t('p90'), timeOf(spread.p90Sec)],
    ],
  }
  return (
    <div className="grid min-w-0 content-start gap-1" data-spread={kind}>
      <h3 className="flex min-h-8 items-center gap-2 font-semibold">
        {t(`name.${kind}`)}
        <span className="ms-auto">
          <Download table={table} name={`${name}_${kind}`} />
        </span>
      </h3>
      {spread.count === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <>
          <p className="text-sm text-ink-2">
            {t('summary', {
              median: timeOf(spread.medianSec),
              p90: timeOf(spread.p90Sec),
              count: format.count(spread.count),
            })}
          </p>
          <SpreadChart points={points} kind={kind} />
          <table className="w-full border-collapse text-sm">
            <thead className="sr-only">
              <tr>
                {table.heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(([label, cell], step) => (
                <tr key={String(label)} className="border-t border-line">
                  <th scope="row" className="py-0.5 text-start font-normal text-ink-2">
                    {label as string}
                  </th>
                  <td className="figure text-end">
                    <Figure
                      text={typeof cell === 'object' ? cell.text : (cell ?? '')}
                      of={`${t(`name.${kind}`)}, ${label as string}`}
                      behind={opens[step] ?? null}
                      onOpen={onOpen}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  )
}

function Places({ answer, onOpen }: { answer: EntriesAnswer; onOpen: (behind: string) => void }) {
  const t = useTranslations('historyPage.places')
  const format = useFormats()
  const { abandonedWaiting, abandonedRinging, abandonedShort, quickHangUps } = answer.spreads
  const rows = { abandonedWaiting, abandonedRinging, abandonedShort, quickHangUps }
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2 py-3 sm:grid-cols-4" data-part="places">
      {(Object.keys(rows) as (keyof typeof rows)[]).map((key) => (
        <div key={key}>
          <dt className="text-sm text-ink-2">{t(key)}</dt>
          <dd className="figure text-xl font-semibold">
            {rows[key] === 0 ? (
              format.count(0)
            ) : (
              <button type="button" className="hover:underline" onClick={() => onOpen(key)}>
                {format.count(rows[key])}
              </button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Spreads({ report, path }: { report: ShownReport; path: string }) {
  const t = useTranslations('historyPage.spread')
  const part = useLoaded<EntriesAnswer>(path)
  const { first, last } = report.shown.view.dates
  const open = (behind: string) => openEntries(report.now, behind)
  return (
    <LoadedView part={part}>
      {(answer) => (
        <>
          {answer.spreads.entries < report.now.total.answered && (
            <p className="pt-2 text-sm text-warn">
              {t('fewer', { found: answer.spreads.entries, count: report.now.total.answered })}
            </p>
          )}
          {report.kind === 'entries' && <Places answer={answer} onOpen={open} />}
          <div className="grid gap-x-8 gap-y-6 lg:grid-cols-3">
            {(report.kind === 'entries' ? kinds : ofLegs).map((kind) => (
              <One
                key={kind}
                kind={kind}
                spread={answer.spreads[kind]}
                name={`${first}_${last}`}
                onOpen={open}
              />
            ))}
          </div>
        </>
      )}
    </LoadedView>
  )
}

/** How waits and talks were spread, where customers gave up, and how many were gone as soon as they were answered. */
export function SpreadPanel({ report }: { report: ShownReport }) {
  const t = useTranslations('historyPage.spread')
  const { from, to } = report.now
  const contacts = report.kind === 'legs' ? report.now.total.handled : report.now.total.offered
  if (contacts === 0) return null
  const title = t(report.kind === 'entries' ? 'title' : 'titleOfAgents')
  const path = entriesPath(report.shown.view, from, to, { limit: '0' })
  return (
    <Panel part="spread" label={title} title={title}>
      {contacts > MOST ? (
        <Nothing>{t('tooMany', { most: MOST })}</Nothing>
      ) : (
        <Spreads key={path} report={report} path={path} />
      )}
    </Panel>
  )
}
