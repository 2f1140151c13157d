'use client'

interface PeriodTipProps {
  valueText: (value: number) => string
  /** Given by the chart. */
  active?: boolean
  label?: string | number
  payload?: readonly { readonly name?: unknown; readonly value?: unknown }[]
}

/** What the bar under the pointer holds, in words and numbers. */
export function PeriodTip({ valueText, active = false, label, payload = [] }: PeriodTipProps) {
  const parts = payload.filter(({ value }) => typeof value === 'number')
  if (!active || parts.length === 0) return null
  return (
    <div className="rounded-md border border-line-strong bg-raised px-3 py-2 text-sm text-ink shadow-[0_8px_24px_var(--shade)]">
      <p className="font-semibold">{label}</p>
      <dl className="mt-1 grid grid-cols-[auto_auto] gap-x-4">
        {parts.map(({ name, value }) => (
          <div key={String(name)} className="contents">
            <dt className="text-ink-2">{String(name)}</dt>
            <dd className="figure text-end">{valueText(value as number)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
