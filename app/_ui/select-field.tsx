'use client'
import { useId } from 'react'

interface SelectFieldProps {
  label: string
  value: string
  /** What stands for no choice; not given: one must be chosen. */
  none?: string
  options: readonly { readonly id: string; readonly name: string }[]
  onChange: (value: string) => void
}

/** One of several, with its label in view: the browser's own list, which every keyboard knows. */
export function SelectField({ label, value, none, options, onChange }: SelectFieldProps) {
  const id = useId()
  return (
    <div className="grid min-w-0 gap-1 text-sm text-ink-2">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 w-full min-w-0 rounded-[5px] border border-line-strong bg-raised px-2 text-base text-ink"
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
