'use client'

interface TextLineProps {
  label: string
  value: string
  onChange: (value: string) => void
}

/** One line of words, with its label in view. */
export function TextField({ label, value, onChange }: TextLineProps) {
  return (
    <label className="grid gap-1 text-sm text-ink-2">
      {label}
      <input
        value={value}
        maxLength={500}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 w-full rounded-[5px] border border-line-strong bg-raised px-2.5 text-base text-ink"
      />
    </label>
  )
}
