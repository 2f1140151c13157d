'use client'
import { Icon } from './icons.tsx'

interface FindFieldProps {
  label: string
  value: string
  onChange: (text: string) => void
}

/** A field that narrows a list to what has the words that are typed. */
export function FindField({ label, value, onChange }: FindFieldProps) {
  return (
    <span className="relative min-w-0">
      <Icon name="search" className="pointer-events-none absolute inset-y-0 start-1.5 my-auto text-ink-3" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={60}
        onChange={(event) => onChange(event.target.value)}
        data-set={value !== ''}
        className="h-7 w-36 max-w-full rounded-[5px] border border-line bg-surface ps-6 pe-1.5 text-sm text-ink placeholder:text-ink-3 data-[set=true]:border-accent"
      />
    </span>
  )
}
