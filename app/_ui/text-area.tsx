'use client'
import { Field } from '@base-ui/react/field'
import { FieldFrame, textAreaClass } from './field.tsx'

interface TextAreaProps {
  label: string
  value: string
  onChange: (value: string) => void
  rows?: number
  maxLength: number
  name?: string
  autoFocus?: boolean
}

/** Words of several lines, with their label in view. */
export function TextArea({ label, value, onChange, rows = 3, maxLength, name, autoFocus }: TextAreaProps) {
  return (
    <FieldFrame label={label}>
      <Field.Control
        render={<textarea rows={rows} maxLength={maxLength} />}
        name={name}
        autoFocus={autoFocus}
        value={value}
        onValueChange={onChange}
        className={textAreaClass}
      />
    </FieldFrame>
  )
}
