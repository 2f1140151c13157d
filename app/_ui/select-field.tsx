'use client'
import { Field } from '@base-ui/react/field'
import { FieldFrame, type FieldFrameProps, fieldClass } from './field.tsx'

interface SelectFieldProps extends FieldFrameProps {
  value: string
  /** What stands for no choice; not given: one must be chosen. */
  none?: string
  options: readonly { readonly id: string; readonly name: string }[]
  onChange: (value: string) => void
}

/** One of several, with its label in view: the browser's own list, which every keyboard knows. */
export function SelectField({ value, none, options, onChange, ...frame }: SelectFieldProps) {
  return (
    <FieldFrame {...frame}>
      <Field.Control
        render={
          <select>
            {none !== undefined && <option value="">{none}</option>}
            {options.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        }
        value={value}
        onValueChange={onChange}
        className={fieldClass[frame.size ?? 'small']}
      />
    </FieldFrame>
  )
}
