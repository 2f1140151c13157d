'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { TextArea } from '../../_ui/text-area.tsx'
import { typedSpans } from './week-text.ts'

interface AdjustedDaysProps {
  label: string
  value: unknown
  fault: string | null
  onChange: (value: unknown) => void
}

/** The days with hours of their own, one a line: "2027-02-07 09:00-18:00". */
function textOf(value: unknown): string {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return entries.map(([date, spans]) => `${date} ${Array.isArray(spans) ? spans.join(', ') : ''}`).join('\n')
}

function daysOf(text: string): Record<string, string[]> | undefined {
  const lines = text.split('\n').map((line) => /^\s*(\S+)\s*(.*)$/.exec(line))
  const days = lines.flatMap((line) => (line === null ? [] : [[line[1]!, typedSpans(line[2]!)] as const]))
  return days.length === 0 ? undefined : Object.fromEntries(days)
}

/** Days that are worked though they would be free, or at other hours. */
export function AdjustedDays({ label, value, fault, onChange }: AdjustedDaysProps) {
  const t = useTranslations('siteFile')
  const [text, setText] = useState(() => textOf(value))
  return (
    <TextArea
      label={label}
      fault={fault}
      hint={t('adjustedHint')}
      isFigure
      value={text}
      onChange={(typed) => {
        setText(typed)
        onChange(daysOf(typed))
      }}
      className="sm:col-span-2"
    />
  )
}
