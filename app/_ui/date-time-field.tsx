'use client'
import { instantOfWall, wallText } from '../_format/wall-time.ts'
import { useFacts } from '../_shell/facts.ts'
import type { FieldFrameProps } from './field.tsx'
import { TextField } from './text-field.tsx'

interface DateTimeFieldProps extends FieldFrameProps {
  /** An instant (RFC 3339), or null: none. */
  value: string | null
  onChange: (value: string | null) => void
}

/** A day and a time by the site's clock, with the browser's own picker; emptied, none. */
export function DateTimeField({ value, onChange, ...frame }: DateTimeFieldProps) {
  const { timezone } = useFacts()
  return (
    <TextField
      {...frame}
      type="datetime-local"
      isFigure
      value={value === null ? '' : wallText(Date.parse(value), timezone)}
      onChange={(text) => {
        const at = instantOfWall(text, timezone)
        onChange(at === null ? null : new Date(at).toISOString())
      }}
    />
  )
}
