'use client'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useLive } from '../_live/use-live.ts'
import { Since } from '../_ui/ticking.tsx'

interface KeyMetricProps {
  name: string
  label: string
  lost: boolean
  /** What the figure was when the server was last heard. */
  last?: string
  tone?: 'plain' | 'warned' | 'breached'
  children: ReactNode
}

/** A figure for six metres. An old one is never shown as a live one: it turns to a dash, with its last value and age. */
export function KeyMetric({ name, label, lost, last, tone = 'plain', children }: KeyMetricProps) {
  return (
    <div className="key" data-key-figure={name} data-tone={lost ? 'plain' : tone}>
      <dt>{label}</dt>
      <dd className="figure key-value">{lost ? '–' : children}</dd>
      {lost && last !== undefined && <LastKnown value={last} />}
    </div>
  )
}

function LastKnown({ value }: { value: string }) {
  const t = useTranslations('wall')
  const { store } = useLive()
  const at = store.position()?.at
  if (at === undefined) return null
  return (
    <dd className="key-last">
      {t('last', { value })} · <Since at={at} />
    </dd>
  )
}
