'use client'
import { Field } from '@base-ui/react/field'
import { Switch as SwitchParts } from '@base-ui/react/switch'

interface SwitchProps {
  label: string
  on: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}

/** Something that is on or off at once; a line as high as a thumb. */
export function Switch({ label, on, disabled = false, onChange }: SwitchProps) {
  return (
    <Field.Root className="flex min-h-11 items-center justify-between gap-4 border-b border-line py-1.5">
      <Field.Label className="flex-1 cursor-pointer">{label}</Field.Label>
      <SwitchParts.Root
        checked={on}
        disabled={disabled}
        onCheckedChange={onChange}
        className="relative h-6 w-11 shrink-0 rounded-full border border-line-strong bg-raised transition-colors focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <SwitchParts.Thumb className="absolute top-0.5 left-0.5 size-4.5 rounded-full bg-ink-3 transition-transform data-checked:translate-x-5 data-checked:bg-on-accent" />
      </SwitchParts.Root>
    </Field.Root>
  )
}
