'use client'
import { TextField } from './text-field.tsx'

interface DateFieldProps {
  label: string
  /** The label stands before it; else it is read out only. */
  beside?: boolean
  /** "2027-02-07", or empty: none. */
  value: string
  min?: string
  max?: string
  onChange: (value: string) => void
}

/** A day, with the browser's own picker, in a bar over a list. */
export function DateField({ beside = false, ...rest }: DateFieldProps) {
  return (
    <TextField
      {...rest}
      type="date"
      size="bar"
      isFigure
      bare={!beside}
      beside={beside}
      data-set={beside && rest.value !== ''}
      className={beside ? 'gap-1.5 text-ink-2' : ''}
    />
  )
}
