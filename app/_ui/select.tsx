'use client'
import { Select as SelectParts } from '@base-ui/react/select'
import { Icon } from './icons.tsx'
import { optionClass, popupClass } from './popup-class.ts'

export interface SelectOption {
  readonly id: string
  readonly name: string
}

interface SelectProps {
  /** Read out; not given: a label stands beside it. */
  label?: string
  value: string
  /** What stands for no choice; not given, or empty: one must be chosen. */
  none?: string | undefined
  options: readonly SelectOption[]
  disabled?: boolean
  onChange: (value: string) => void
  className: string
}

/** One of several, in a list that opens beneath it. */
export function Select({ label, value, none, options, disabled = false, onChange, className }: SelectProps) {
  const all = none === undefined || none === '' ? options : [{ id: '', name: none }, ...options]
  const nameOf = (id: string) => all.find((option) => option.id === id)?.name ?? id
  return (
    <SelectParts.Root
      value={value}
      onValueChange={(id: string | null) => {
        // What is chosen already may be pressed, too: nothing changes by that.
        if ((id ?? '') !== value) onChange(id ?? '')
      }}
      disabled={disabled}
      modal={false}
    >
      <SelectParts.Trigger
        aria-label={label}
        data-set={value !== ''}
        data-typeahead=""
        className={`flex min-w-0 items-center justify-between gap-1.5 text-start disabled:opacity-50 ${className}`}
      >
        <SelectParts.Value className="truncate">{nameOf}</SelectParts.Value>
        <SelectParts.Icon className="flex shrink-0">
          <Icon name="down" />
        </SelectParts.Icon>
      </SelectParts.Trigger>
      <SelectParts.Portal>
        <SelectParts.Positioner
          alignItemWithTrigger={false}
          sideOffset={4}
          align="start"
          className="z-50 outline-none"
        >
          <SelectParts.Popup className={`${popupClass} max-w-[90vw] min-w-[var(--anchor-width)]`}>
            <SelectParts.List>
              {all.map(({ id, name }) => (
                <SelectParts.Item
                  key={id}
                  value={id}
                  data-option={id}
                  className={`${optionClass} pointer-coarse:py-2.5`}
                >
                  <SelectParts.ItemText>{name}</SelectParts.ItemText>
                </SelectParts.Item>
              ))}
            </SelectParts.List>
          </SelectParts.Popup>
        </SelectParts.Positioner>
      </SelectParts.Portal>
    </SelectParts.Root>
  )
}
