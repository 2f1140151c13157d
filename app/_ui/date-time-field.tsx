'use client'
import { instantOfWall, wallText } from '../_format/wall-time.ts'
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
  return (
    <label className="grid min-w-0 gap-1 text-sm text-ink-2">
      {label}
      <input
        type="datetime-local"
        value={value === null ? '' : wallText(Date.parse(value), timezone)}
        onChange={({ target }) => {
          const at = instantOfWall(target.value, timezone)
          onChange(at === null ? null : new Date(at).toISOString())
        }}
        className="figure h-9 w-full min-w-0 rounded-[5px] border border-line-strong bg-raised px-2 text-base text-ink"
      />
    </label>
  )
}
