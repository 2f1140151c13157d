'use client'
import { useTranslations } from 'use-intl/react'
import type { RaiseLimitRow } from '#core/reports/raise-limit.ts'
import { useDurationCell } from '../_format/use-duration.ts'
import { useMoney } from '../_format/use-money.ts'
import { useFormats } from '../_format/use-words.ts'
import { type ApprovalReport, limitHeads, RaiseLimitTable } from '../_reports/raise-limit.tsx'
import { useLimitLineName } from '../_reports/use-limit-line-name.ts'
import { LoadedView } from '../_shell/loaded-view.tsx'
import { useLoaded } from '../_shell/use-loaded.ts'
import { Nothing } from '../_ui/panel.tsx'
import { type FileTable, figure } from './file-table.ts'
import { FormulaPanel } from './formula-panel.tsx'
import { LazyStackChart } from './lazy-stack-chart.tsx'

function useNameOf(): (row: RaiseLimitRow) => string {
  const nameOf = useLimitLineName()
  return (row) => {
    const { whose, why } = nameOf(row)
    return why === null ? whose : `${whose} · ${why}`
  }
}

/** What is shown, as it is downloaded. */
function useLimitFile(lines: readonly RaiseLimitRow[]): FileTable {
  const t = useTranslations('raiseLimit')
  const format = useFormats()
  const seconds = useDurationCell()
  const money = useMoney()
  const nameOf = useNameOf()
  return {
    heads: [t('reason'), ...limitHeads.map((head) => t(head))],
    rows: lines.map((row) => {
      const { asked, granted, medianWaitSec, limit, wouldCover, currency } = row
      const sumOf = (amount: number | null) => (amount === null ? '–' : money({ amount, currency }))
      return [
        nameOf(row),
        figure(asked, 'count', format.count(asked)),
        figure(granted, 'count', format.count(granted)),
        figure(medianWaitSec, 'seconds', seconds(medianWaitSec)),
        sumOf(limit),
        sumOf(wouldCover),
      ]
    }),
  }
}

function Lines({ lines }: { lines: readonly RaiseLimitRow[] }) {
  const t = useTranslations('raiseLimit')
  const format = useFormats()
  const nameOf = useNameOf()
  // Those by reason are counted in these already.
  const whole = lines.filter(({ of }) => of === 'all')
  const sum = (of: (row: RaiseLimitRow) => number) => whole.reduce((all, row) => all + of(row), 0)
  const [asked, granted] = [sum((row) => row.asked), sum((row) => row.granted)]
  return (
    <>
      <p className="py-2 text-md">
        {t('summary', {
          asked: format.count(asked),
          granted: format.count(granted),
          share: format.share(asked === 0 ? null : granted / asked),
        })}
      </p>
      <LazyStackChart
        label={t('title')}
        points={whole.map((row) => ({
          name: nameOf(row),
          values: [row.granted, row.refused, row.asked - row.granted - row.refused],
        }))}
        series={[
          { name: t('decision.granted'), fill: 'var(--ok-fill)' },
          { name: t('decision.refused'), fill: 'var(--breach-fill)' },
          { name: t('decision.open'), fill: 'var(--warn-fill)' },
        ]}
      />
      <RaiseLimitTable lines={lines} />
    </>
  )
}

interface ApprovalsPanelProps {
  /** RFC 3339. */
  from: string
  to: string
  /** The span, for files that are downloaded. */
  span: string
}

/** Approvals of a span: what was asked for and why, and what was nearly always granted, so that a limit is too low. */
export function ApprovalsPanel({ from, to, span }: ApprovalsPanelProps) {
  const t = useTranslations('raiseLimit')
  const part = useLoaded<ApprovalReport>(`/api/v1/reports/approvals?${new URLSearchParams({ from, to })}`)
  const lines = part.value?.lines ?? []
  const file = useLimitFile(lines)
  return (
    <FormulaPanel
      part="raise-limit"
      title={t('title')}
      formula={t('formula')}
      table={lines.length === 0 ? null : file}
      name={`approvals_${span}`}
    >
      <LoadedView part={part}>
        {(report) =>
          report.lines.length === 0 ? <Nothing>{t('none')}</Nothing> : <Lines lines={report.lines} />
        }
      </LoadedView>
    </FormulaPanel>
  )
}
