'use client'
import { Field } from '@base-ui/react/field'
import type { InputHTMLAttributes, Ref } from 'react'
import { FieldFrame, type FieldFrameProps, fieldClass } from './field.tsx'

type Attributes = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'size' | 'className'>

interface TextFieldProps extends FieldFrameProps, Attributes {
  value: string
  onChange?: (value: string) => void
  ref?: Ref<HTMLInputElement>
}

/** One line of words, with its label in view. */
export function TextField({
  label,
  size = 'small',
  bare = false,
  beside = false,
  hint,
  fault = null,
  className = '',
  onChange,
  ...rest
}: TextFieldProps) {
  return (
    <FieldFrame {...{ label, size, bare, beside, hint, fault, className }}>
      <Field.Control maxLength={500} {...rest} onValueChange={onChange} className={fieldClass[size]} />
    </FieldFrame>
  )
}
