'use client'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl/react'
import type { AgentsDone } from '#core/api/agents-answer.ts'
import { type ShownState, shownStates } from '#core/history/shown-states.ts'
import { useDuration, useDurationCell } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { Nothing } from '../_ui/panel.tsx'
import { type FileTable, figure } from './file-table.ts'
import { FormulaPanel } from './formula-panel.tsx'
import { PlainTable } from './plain-table.tsx'
import { usePeriodLabels } from './use-period-label.ts'

/** Fetched when a chart is looked at. */
const PeriodChart = dynamic(() => import('./period-chart.tsx').then(({ PeriodChart }) => PeriodChart), {
  ssr: false,
  loading: () => <div className="h-60" />,
})

const fills: Readonly<Record<ShownState, string>> = {
  available: 'var(--ok-fill)',
  ringing: 'var(--warn-fill)',
  busy: 'var(--accent)',
  hold: 'var(--breach-pale)',
  wrap_up: 'var(--ink-3)',
  away: 'var(--line-strong)',
}

type Period = AgentsDone['periods'][number]

const lengthOf = ({ from, to }: Period) => Math.max(1, Date.parse(to) - Date.parse(from))
const signedIn = ({ states }: Period) => shownStates.reduce((sum, state) => sum + states[state], 0)

/** How many agents were in which state over the day. */
export function AgentStatesPanel({ answer, name }: { answer: AgentsDone; name: string }) {
  const t = useTranslations('historyPage.agents')
  const stateName = useTranslations('agentState')
  const format = useFormats()
  const duration = useDuration()
  const seconds = useDurationCell()
  const labels = usePeriodLabels()
  // Nobody reads a night in which nobody was there.
  const periods = answer.periods.filter((period) => signedIn(period) > 0)
  const mean = (period: Period, state: ShownState) => period.states[state] / lengthOf(period)
  const labelOf = ({ from, to }: Period) => labels.period({ from, to, weekday: null }, '15m', true)
  const table: FileTable = {
    heads: [t('period'), ...shownStates.map((state) => stateName(state)), t('lost')],
    rows: periods.map((period) => [
      labelOf(period),
      ...shownStates.map((state) => {
        const value = mean(period, state)
        return figure(value, 'mean', format.mean(value), { figure: `states/${state}`, within: period })
      }),
      figure(period.lostMs / 1_000, 'seconds', seconds(period.lostMs / 1_000), {
        figure: 'states/lost',
        within: period,
      }),
    ]),
  }
  const most = periods.reduce<Period | null>(
    (best, period) =>
      best === null || signedIn(period) / lengthOf(period) > signedIn(best) / lengthOf(best) ? period : best,
    null,
  )
  const sum = (state: ShownState) => periods.reduce((total, { states }) => total + states[state], 0)
  const present = periods.reduce((total, period) => total + signedIn(period), 0)
  return (
    <FormulaPanel
      part="agents"
      title={t('title')}
      formula={t('formula')}
      table={most === null ? null : table}
      name={`agents_${name}`}
      figures={['states']}
    >
      {most === null ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <>
          <p className="py-2 text-md">
            {t('summary', {
              most: format.count(Math.round(signedIn(most) / lengthOf(most))),
              time: labelOf(most),
              busy: format.share((sum('busy') + sum('hold')) / present),
              away: format.share(sum('away') / present),
              hours: duration(present / 1_000),
            })}
          </p>
          <PeriodChart
            label={t('title')}
            points={periods.map((period) => ({
              label: labelOf(period),
              values: shownStates.map((state) => mean(period, state)),
            }))}
            series={shownStates.map((state) => ({ name: stateName(state), fill: fills[state] }))}
            valueText={format.mean}
          />
          <PlainTable table={table} label={t('title')} />
        </>
      )}
    </FormulaPanel>
  )
}
