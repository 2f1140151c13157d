'use client'
import { useTranslations } from 'use-intl/react'
import type { AgentsDone } from '#core/api/agents-answer.ts'
import { useDuration, useDurationCell } from '../_format/use-duration.ts'
import { useFormats } from '../_format/use-words.ts'
import { useNameOfAnyone } from '../_shell/names.ts'
import { Nothing } from '../_ui/panel.tsx'
import { type FileTable, figure } from './file-table.ts'
import { FormulaPanel } from './formula-panel.tsx'
import { LazyStackChart } from './lazy-stack-chart.tsx'
import { PlainTable } from './plain-table.tsx'
import { useLossName } from './use-loss-name.ts'

const MINUTE_MS = 60_000

/** Agents' time that was lost while somebody waited, by what kept them; a cause pressed shows whose and when. */
export function LostPanel({ answer, name }: { answer: AgentsDone; name: string }) {
  const t = useTranslations('historyPage.lost')
  const format = useFormats()
  const duration = useDuration()
  const seconds = useDurationCell()
  const lossName = useLossName()
  const nameOf = useNameOfAnyone()
  const { losses, waitedMs } = answer
  const lostMs = losses.reduce((sum, { ms }) => sum + ms, 0)
  const cell = (ms: number, cause: string) =>
    figure(ms / 1_000, 'seconds', seconds(ms / 1_000), { figure: `losses/${cause}` })
  const table: FileTable = {
    heads: [t('causeHead'), t('time'), t('share'), t('most')],
    rows: losses.map(({ cause, ms, agents: [first] }) => [
      lossName(cause),
      cell(ms, cause),
      figure(ms / lostMs, 'share', format.share(ms / lostMs), { figure: `losses/${cause}` }),
      first === undefined ? '–' : `${nameOf(first.id)} (${seconds(first.ms / 1_000)})`,
    ]),
  }
  const [worst] = losses
  return (
    <FormulaPanel
      part="lost"
      title={t('title')}
      formula={t('formula')}
      table={worst === undefined ? null : table}
      name={`lost_${name}`}
      figures={['losses']}
    >
      {worst === undefined ? (
        <Nothing>
          {waitedMs < MINUTE_MS ? t('nobody') : t('none', { waited: duration(waitedMs / 1_000) })}
        </Nothing>
      ) : (
        <>
          <p className="py-2 text-md">
            {t('summary', {
              waited: duration(waitedMs / 1_000),
              lost: duration(lostMs / 1_000),
              cause: lossName(worst.cause),
              share: format.share(worst.ms / lostMs),
            })}
          </p>
          <LazyStackChart
            label={t('title')}
            points={losses.map(({ cause, ms }) => ({
              name: lossName(cause),
              values: [Math.round(ms / MINUTE_MS)],
            }))}
            series={[{ name: t('minutes'), fill: 'var(--breach-fill)' }]}
          />
          <PlainTable table={table} label={t('title')} />
        </>
      )}
    </FormulaPanel>
  )
}
