'use client'
import { memo, type ReactElement } from 'react'
import { useTranslations } from 'use-intl/react'
import { StateShape } from '../_ui/status-icon.tsx'
import { Tip } from '../_ui/tip.tsx'
import { useAddress } from './address.ts'
import { bringIntoView } from './bring-into-view.ts'
import type { Show } from './shows.ts'

export type KpiTone = 'none' | 'some' | 'alarm'

interface KpiProps {
  show: Show
  value: string
  detail?: string
  tone: KpiTone
  /** The key that presses it; null: none does. */
  digit: number | null
  /** It does not lead: one small line. */
  isQuiet?: boolean
}

const leads =
  'flex flex-col items-start gap-0.5 border-e border-line px-4 pt-2 pb-2.5 text-start hover:bg-raised aria-pressed:bg-accent-soft aria-pressed:shadow-[inset_0_-2px_var(--accent)]'
const quiet =
  'flex min-h-6 items-baseline gap-1.5 rounded-[5px] px-2 py-0.5 text-sm whitespace-nowrap text-ink-2 hover:bg-raised aria-pressed:bg-accent-soft'

function Leading({
  name,
  value,
  detail,
  tone,
}: { name: string } & Pick<KpiProps, 'value' | 'detail' | 'tone'>) {
  return (
    <>
      <span className="text-sm leading-tight text-ink-2">{name}</span>
      <span
        data-tone={tone}
        className="figure narrow flex items-baseline gap-1.5 text-2xl leading-none font-semibold data-[tone=alarm]:text-breach"
      >
        {value}
        {tone === 'alarm' && <StateShape mark="breached" className="!size-[0.45em] self-center" />}
      </span>
      <span className="min-h-[1.1em] text-xs leading-tight text-ink-3">{detail}</span>
    </>
  )
}

/** One figure with its formula in the tooltip; pressed, it opens the entries that it counts. */
export const Kpi = memo(function Kpi(props: KpiProps) {
  const { show, value, detail, tone, digit, isQuiet = false } = props
  const t = useTranslations('ledger')
  const [shown, setShown] = useAddress('show')
  const pressed = shown === show
  const name = t(`name.${show}`)
  const inside: ReactElement = isQuiet ? (
    <>
      {name}
      <b
        data-tone={tone}
        className="figure narrow font-semibold text-ink data-[tone=alarm]:text-breach data-[tone=none]:font-normal data-[tone=none]:text-ink-3"
      >
        {value}
      </b>
    </>
  ) : (
    <Leading name={name} value={value} tone={tone} {...(detail === undefined ? {} : { detail })} />
  )
  return (
    <Tip text={[t(`formula.${show}`), isQuiet ? detail : ''].filter(Boolean).join(' ')}>
      <button
        type="button"
        aria-pressed={pressed}
        {...(digit !== null && { 'aria-keyshortcuts': String(digit) })}
        onClick={() => {
          setShown(pressed ? '' : show)
          bringIntoView('risk')
        }}
        data-figure={show}
        className={isQuiet ? quiet : leads}
      >
        {inside}
      </button>
    </Tip>
  )
})
