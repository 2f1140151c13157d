'use client'
import { Field } from '@base-ui/react/field'
import type { InputHTMLAttributes } from 'react'
import { FieldFrame, fieldClass } from './field.tsx'

interface FormFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'size'> {
  label: string
  hint?: string
}

/** One line of a form that is read as a whole when it is sent: the browser itself keeps what was typed. */
export function FormField({ label, hint, ...rest }: FormFieldProps) {
  return (
    <FieldFrame label={label} hint={hint} size="large">
      <Field.Control {...rest} className={fieldClass.large} />
    </FieldFrame>
  )
}
