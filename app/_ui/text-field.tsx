'use client'
import { Field } from '@base-ui/react/field'
import type { InputHTMLAttributes, Ref } from 'react'
import { FieldFrame, type FieldFrameProps, fieldClass, splitFrame } from './field.tsx'

type Attributes = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'size' | 'className'>

interface TextFieldProps extends FieldFrameProps, Attributes {
  'data-set'?: boolean
  /** Not given: the browser itself keeps what is typed, for a form that is read as a whole when it is sent. */
  value?: string
  onChange?: (value: string) => void
  /** It is typed in figures. */
  isFigure?: boolean
  ref?: Ref<HTMLInputElement>
}

/** One line of words, with its label in view. */
export function TextField(props: TextFieldProps) {
  const { frame, control } = splitFrame(props)
  const { onChange, isFigure = false, ...attributes } = control
  return (
    <FieldFrame {...frame}>
      <Field.Control
        maxLength={500}
        {...attributes}
        onValueChange={onChange}
        className={`${isFigure ? 'figure ' : ''}${fieldClass[frame.size ?? 'small']}`}
      />
    </FieldFrame>
  )
}
