'use client'

interface SwitchProps {
  label: string
  on: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}

/** Something that is on or off at once; a line as high as a thumb. */
export function Switch({ label, on, disabled = false, onChange }: SwitchProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center justify-between gap-4 border-b border-line py-1.5">
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="peer sr-only"
      />
      <span
        aria-hidden="true"
        className="relative h-6 w-11 shrink-0 rounded-full border border-line-strong bg-raised transition-colors peer-checked:border-accent peer-checked:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent peer-disabled:opacity-50 after:absolute after:top-0.5 after:left-0.5 after:size-4.5 after:rounded-full after:bg-ink-3 after:transition-transform peer-checked:after:translate-x-5 peer-checked:after:bg-on-accent"
      />
    </label>
  )
}
