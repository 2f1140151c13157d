'use client'

interface SegmentedProps<V extends string | number> {
  label: string
  values: readonly V[]
  /** The one that holds. */
  value: V
  nameOf: (value: V) => string
  onChange: (value: V) => void
}

/** One of a few, all in view: one press and it holds. */
export function Segmented<V extends string | number>({
  label,
  values,
  value,
  nameOf,
  onChange,
}: SegmentedProps<V>) {
  return (
    <fieldset className="inline-flex flex-wrap gap-1" aria-label={label}>
      {values.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === value}
          onClick={() => onChange(each)}
          className="min-h-7 rounded-[5px] px-2 py-0.5 text-sm text-ink-2 hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink"
        >
          {nameOf(each)}
        </button>
      ))}
    </fieldset>
  )
}
