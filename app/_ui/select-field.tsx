'use client'
import { FieldFrame, type FieldFrameProps, fieldClass, splitFrame } from './field.tsx'
import { Select, type SelectOption } from './select.tsx'

interface SelectFieldProps extends FieldFrameProps {
  value: string
  /** What stands for no choice; not given: one must be chosen. */
  none?: string
  options: readonly SelectOption[]
  onChange: (value: string) => void
}

/** One of several, with its label in view. */
export function SelectField(props: SelectFieldProps) {
  const { frame, control } = splitFrame(props)
  return (
    <FieldFrame {...frame}>
      <Select {...control} className={fieldClass[frame.size ?? 'small']} />
    </FieldFrame>
  )
}
