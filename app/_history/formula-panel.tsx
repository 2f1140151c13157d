'use client'
import type { ReactNode } from 'react'
import type { ItemMetric } from '#core/api/counted-items.ts'
import { Panel } from '../_ui/panel.tsx'
import { Tip } from '../_ui/tip.tsx'
import { Download } from './download.tsx'
import type { FileTable } from './file-table.ts'
import { ItemsBelow } from './items-below.tsx'

interface FormulaPanelProps {
  part: string
  title: string
  /** What is counted, and how; said by the heading. */
  formula: string
  /** Null: there is nothing in it. */
  table: FileTable | null
  /** Of a file that is downloaded. */
  name: string
  /** The figures of this part, whose items are shown below it. */
  figures?: readonly ItemMetric[]
  children: ReactNode
}

/** A part of a report whose heading tells how its figures are made, and whose table can be taken along. */
export function FormulaPanel({
  part,
  title,
  formula,
  table,
  name,
  figures = [],
  children,
}: FormulaPanelProps) {
  const heading = (
    <Tip text={formula}>
      <button type="button">{title}</button>
    </Tip>
  )
  return (
    <Panel
      part={part}
      label={title}
      title={heading}
      aside={table === null ? null : <Download table={table} name={name} />}
    >
      {children}
      <ItemsBelow figures={figures} />
    </Panel>
  )
}
