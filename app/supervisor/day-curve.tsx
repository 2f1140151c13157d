'use client'
import dynamic from 'next/dynamic'
import { memo, useMemo } from 'react'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../_format/use-words.ts'
import { useServerNow } from '../_live/use-live.ts'
import { dayPoints } from './day-points.ts'
import { useBasis } from './use-basis.ts'
import type { DayIntervals } from './use-intervals.ts'
import { useThrottled } from './use-throttled.ts'

/** Charts are fetched after the page stands, and by no page that has none. */
const SmallCurve = dynamic(() => import('./small-curve.tsx').then(({ SmallCurve }) => SmallCurve), {
  ssr: false,
  loading: () => <span className="inline-block h-7 w-24" />,
})

/** A quarter hour of a small picture hardly moves in less. */
const DRAWN_EVERY_MS = 60_000

interface DayCurveProps {
  day: DayIntervals | null
  /** 0–1; null: the queue has no target. */
  targetShare: number | null
}

/**
 * The service level of a queue's open hours so far, over what came in, with the target's line. Nothing is drawn where
 * nothing is known. It is drawn again with its quarter hours, not with each change of its queue's row: a chart is dear.
 */
export const DayCurve = memo(function DayCurve({ day: latest, targetShare }: DayCurveProps) {
  const day = useThrottled(latest, DRAWN_EVERY_MS)
  const t = useTranslations('supervisor')
  const format = useFormats()
  const { variant } = useBasis()
  const now = useServerNow()
  const found = useMemo(
    () => (day === null ? null : dayPoints(day, variant, now() ?? day.to)),
    [day, variant, now],
  )
  if (found === null) return <span className="text-ink-3">–</span>
  const offered = found.points.reduce((sum, point) => sum + point.offered, 0)
  return (
    <span
      role="img"
      className="inline-block"
      aria-label={t('dayCurveLabel', { offered, from: format.time(found.from), to: format.time(found.to) })}
    >
      <SmallCurve day={found} targetShare={targetShare} />
    </span>
  )
})
