'use client'
import { memo } from 'react'
import { useTranslations } from 'use-intl/react'
import { StateShape } from '../_ui/status-icon.tsx'
import { Tip } from '../_ui/tip.tsx'
import { useAddress } from './address.ts'
import { bringIntoView } from './bring-into-view.ts'
import type { Show } from './shows.ts'

export type KpiTone = 'none' | 'some' | 'alarm'

interface LedgerMetricProps {
  show: Show
  value: string
  detail?: string
  tone: KpiTone
  /** The key that presses it. */
  digit: number
}

/** One figure with its formula in the tooltip; pressed, it opens the entries that it counts. */
export const Kpi = memo(function Kpi(props: LedgerMetricProps) {
  const { show, value, detail, tone, digit } = props
  const t = useTranslations('ledger')
  const [shown, setShown] = useAddress('show')
  const pressed = shown === show
  return (
    <Tip text={t(`formula.${show}`)}>
      <button
        type="button"
        aria-pressed={pressed}
        aria-keyshortcuts={String(digit)}
        onClick={() => {
          setShown(pressed ? '' : show)
          bringIntoView('risk')
        }}
        data-figure={show}
        className="flex flex-col items-start gap-0.5 border-e border-line px-4 pt-2 pb-2.5 text-start hover:bg-raised aria-pressed:bg-accent-soft aria-pressed:shadow-[inset_0_-2px_var(--accent)]"
      >
        <span className="text-[0.75rem] leading-tight text-ink-2 max-2xl:flex max-2xl:min-h-[2.5em] max-2xl:items-end">
          {t(`name.${show}`)}
        </span>
        <span
          data-tone={tone}
          className="figure narrow flex items-baseline gap-1.5 text-[1.625rem] leading-none font-semibold data-[tone=alarm]:text-breach data-[tone=none]:text-ink-3"
        >
          {value}
          {tone === 'alarm' && <StateShape mark="breached" className="!size-[0.45em] self-center" />}
        </span>
        <span className="min-h-[1.1em] text-[0.75rem] leading-tight text-ink-3">{detail}</span>
      </button>
    </Tip>
  )
})
