'use client'
import { zoneOf } from '#core/calendars/zone.ts'
import { useFacts } from '../_shell/facts.ts'

interface DateTimeFieldProps {
  label: string
  /** An instant (RFC 3339), or null: none. */
  value: string | null
  onChange: (value: string | null) => void
}

/** A day and a time by the site's clock, with the browser's own picker; emptied, none. */
export function DateTimeField({ label, value, onChange }: DateTimeFieldProps) {
  const { timezone } = useFacts()
  const zone = zoneOf(timezone)
  const wall = value === null ? '' : new Date(zone.wallAt(Date.parse(value))).toISOString().slice(0, 16)
  return (
    <label className="grid min-w-0 gap-1 text-[0.8125rem] text-ink-2">
      {label}
      <input
        type="datetime-local"
        value={wall}
        onChange={({ target }) => {
          const typed = Date.parse(`${target.value}:00Z`)
          onChange(Number.isNaN(typed) ? null : new Date(zone.instantOf(typed)).toISOString())
        }}
        className="figure h-9 w-full min-w-0 rounded-[5px] border border-line-strong bg-raised px-2 text-[0.875rem] text-ink"
      />
    </label>
  )
}
