'use client'
import { fieldClass } from './field.tsx'
import { FilterCombobox, type FilterProps } from './filter-combobox.tsx'
import { Select } from './select.tsx'

/** Longer lists than this are typed into, shorter ones are read. */
const READ = 12

/** A filter of one list; of many options, a field that finds them by a part of their name. */
export function FilterSelect(props: FilterProps) {
  const { label, value, all, options, onPick, isWide = false } = props
  if (options.length > READ) return <FilterCombobox {...props} />
  return (
    <Select
      label={label}
      value={value}
      none={all}
      options={options}
      onChange={onPick}
      className={`${fieldClass.bar} text-ink-2 data-[set=true]:text-ink ${isWide ? 'w-full' : 'max-w-56'}`}
    />
  )
}
