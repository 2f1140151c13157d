'use client'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { typedSpans } from './week-text.ts'

interface AdjustedDaysProps {
  label: string
  value: unknown
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
export function AdjustedDays({ label, value, onChange }: AdjustedDaysProps) {
  const t = useTranslations('siteFile')
  const [text, setText] = useState(() => textOf(value))
  return (
    <label className="grid content-start gap-1 text-sm text-ink-2 sm:col-span-2">
      <span>
        {label} <span className="text-ink-3">{t('adjustedHint')}</span>
      </span>
      <textarea
        rows={3}
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          onChange(daysOf(target.value))
        }}
        className="figure w-full min-w-0 rounded-[5px] border border-line-strong bg-raised px-2.5 py-1.5 text-base text-ink"
      />
    </label>
  )
}
