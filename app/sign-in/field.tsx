import type { InputHTMLAttributes } from 'react'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  hint?: string
}

export function Field({ label, hint, ...rest }: FieldProps) {
  return (
    <label className="grid gap-1.5 font-medium">
      {label}
      <input
        {...rest}
        className="h-11 rounded-[5px] border border-line-strong bg-raised px-3 text-md font-normal text-ink"
      />
      {hint !== undefined && <span className="text-sm font-normal text-ink-3">{hint}</span>}
    </label>
  )
}
