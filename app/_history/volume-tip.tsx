'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { seriesOf } from './series.ts'
import type { VolumePoint } from './volume-point.ts'

interface VolumeTipProps {
  kind: 'entries' | 'legs'
  /** Given by the chart. */
  active?: boolean
  payload?: readonly { readonly payload?: VolumePoint }[]
}

/** What the bar under the pointer holds, in words and numbers. */
export function VolumeTip({ kind, active = false, payload = [] }: VolumeTipProps) {
  const t = useTranslations('historyPage')
  const format = useFormats()
  const point = payload[0]?.payload
  if (!active || point === undefined) return null
  const series = seriesOf([point], kind)
  return (
    <div className="rounded-md border border-line-strong bg-raised px-3 py-2 text-sm text-ink shadow-[0_8px_24px_var(--shade)]">
      <p className="font-semibold">{point.label}</p>
      <dl className="mt-1 grid grid-cols-[auto_auto] gap-x-4">
        {series.map(({ key, name }) => (
          <div key={key} className="contents">
            <dt className="text-ink-2">{t(name)}</dt>
            <dd className="figure text-end">{format.count(point[key])}</dd>
          </div>
        ))}
        <dt className="text-ink-2">{t('chart.level')}</dt>
        <dd className="figure text-end">{format.share(point.level)}</dd>
        {point.allBefore !== null && (
          <>
            <dt className="text-ink-3">
              {t(kind === 'entries' ? 'chart.offeredBefore' : 'chart.handledBefore')}
            </dt>
            <dd className="figure text-end text-ink-3">{format.count(point.allBefore)}</dd>
            <dt className="text-ink-3">{t('chart.levelBefore')}</dt>
            <dd className="figure text-end text-ink-3">{format.share(point.levelBefore)}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
