'use client'
import type { ReactNode } from 'react'
import type { ItemMetric } from '#core/api/counted-items.ts'
import type { WorkAnswer } from '#core/api/work-answer.ts'
import { Nothing } from '../_ui/panel.tsx'
import type { FileTable } from './file-table.ts'
import { FormulaPanel } from './formula-panel.tsx'
import { LazyStackChart } from './lazy-stack-chart.tsx'
import { PlainTable } from './plain-table.tsx'
import type { StackChartProps } from './stack-chart.tsx'

/** What every panel of what was owed is told. */
export interface WorkProps {
  work: WorkAnswer
  /** The span, for files that are downloaded. */
  span: string
}

interface WorkPanelProps extends Pick<StackChartProps, 'points' | 'series'> {
  /** Its figures, too: what they count is shown below it. */
  part: ItemMetric
  title: string
  /** What is counted, and how; said by the heading. */
  formula: string
  /** Null: there is nothing in it. */
  table: FileTable | null
  /** Of a file that is downloaded. */
  name: string
  /** What is said of it in a sentence; `none` where there is nothing in it. */
  summary: string
  none: string
  /** What is chosen above it. */
  choice?: ReactNode
  /** What a press on the head of a line of the table does; not given: nothing. */
  onRow?: (index: number) => void
}

/** What became of one kind of what was owed: in a sentence, as bars, and as a table. */
export function WorkPanel(props: WorkPanelProps) {
  const { part, title, formula, table, name, summary, none, choice, points, series, onRow } = props
  return (
    <FormulaPanel {...{ part, title, formula, table, name }} figures={[part]}>
      {choice}
      {table === null ? (
        <Nothing>{none}</Nothing>
      ) : (
        <>
          <p className="py-2 text-md">{summary}</p>
          <LazyStackChart label={title} points={points} series={series} />
          <PlainTable table={table} label={title} {...(onRow !== undefined && { onRow })} />
        </>
      )}
    </FormulaPanel>
  )
}
