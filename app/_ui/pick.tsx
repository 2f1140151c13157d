'use client'
import type { PickProps } from './pick-props.ts'
import { PickTyped } from './pick-typed.tsx'

/** Longer lists than this are typed into, shorter ones are read. */
const READ = 12

/**
 * A filter of one list: the browser's own select, which every keyboard and every screen reader knows; of many options, a
 * field that finds them by a part of their name.
 */
export function Pick(props: PickProps) {
  const { label, value, all, options, onPick } = props
  if (options.length > READ) return <PickTyped {...props} />
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onPick(event.target.value)}
      data-set={value !== ''}
      className="h-7 max-w-44 rounded-[5px] border border-line bg-surface px-1.5 text-sm text-ink-2 data-[set=true]:border-accent data-[set=true]:text-ink"
    >
      <option value="">{all}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
