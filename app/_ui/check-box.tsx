interface CheckBoxProps {
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
  /** What it chooses, where no label stands beside it. */
  label?: string
  /** What programs that try the page know it by. */
  act?: string
}

/** The browser's own box to tick. */
export function CheckBox({ checked, disabled = false, onChange, label, act }: CheckBoxProps) {
  return (
    <input
      type="checkbox"
      data-act={act}
      className="size-4.5 shrink-0 cursor-pointer accent-accent"
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
      aria-label={label}
    />
  )
}

/** A box to tick, with what it means beside it. */
export function CheckField({ label, ...box }: CheckBoxProps & { label: string }) {
  return (
    <label className="flex min-h-7 w-fit cursor-pointer items-center gap-2">
      <CheckBox {...box} /> {label}
    </label>
  )
}
