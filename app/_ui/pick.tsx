'use client'

interface PickProps {
  label: string
  value: string
  all: string
  options: readonly { id: string; name: string }[]
  onPick: (value: string) => void
}

/** A filter of one list: the browser's own select, which every keyboard and every screen reader knows. */
export function Pick({ label, value, all, options, onPick }: PickProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onPick(event.target.value)}
      data-set={value !== ''}
      className="h-7 max-w-44 rounded-[5px] border border-line bg-surface px-1.5 text-[0.8125rem] text-ink-2 data-[set=true]:border-accent data-[set=true]:text-ink"
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
