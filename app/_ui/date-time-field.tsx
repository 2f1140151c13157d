'use client'
import { Field } from '@base-ui/react/field'
import { instantOfWall, wallText } from '../_format/wall-time.ts'
import { useFacts } from '../_shell/facts.ts'
import { FieldFrame, type FieldFrameProps, fieldClass } from './field.tsx'

interface DateTimeFieldProps extends FieldFrameProps {
  /** An instant (RFC 3339), or null: none. */
  value: string | null
  onChange: (value: string | null) => void
}

/** A day and a time by the site's clock, with the browser's own picker; emptied, none. */
export function DateTimeField({ value, onChange, ...frame }: DateTimeFieldProps) {
  const { timezone } = useFacts()
  return (
    <FieldFrame {...frame}>
      <Field.Control
        type="datetime-local"
        value={value === null ? '' : wallText(Date.parse(value), timezone)}
        onValueChange={(text) => {
          const at = instantOfWall(text, timezone)
          onChange(at === null ? null : new Date(at).toISOString())
        }}
        className={`figure ${fieldClass.small}`}
      />
    </FieldFrame>
  )
}
