'use client'
import { useTranslations } from 'use-intl/react'
import type { DayIntervals } from './use-intervals.ts'
import { type Interval, SLOT_MS as SLOT } from './window-metrics.ts'

const WIDTH = 84
const HEIGHT = 26
/** A shift: so that the first quarter hour of the day does not fill the picture. */
const LEAST_SPAN = 8 * 3_600_000

interface Bar {
  x: number
  height: number
  bad: number
}

/** Bars of a quarter of an hour each: their height what came in, their filled foot what was not answered in time. */
function barsOf(intervals: readonly Interval[], from: number, to: number): Bar[] {
  const most = Math.max(1, ...intervals.map(({ offered }) => offered))
  const slots = Math.max(1, Math.round((to - from) / SLOT))
  return intervals.map((each) => {
    const share = Math.max(0, each.offered - each.answeredInTarget) / most
    return {
      x: (Math.round((Date.parse(each.start) - from) / SLOT) / slots) * WIDTH,
      height: (each.offered / most) * HEIGHT,
      bad: share * HEIGHT,
    }
  })
}

/** The queue's day so far in one small picture. Nothing is drawn where no intervals are known. */
export function DayCurve({ day }: { day: DayIntervals | null }) {
  const t = useTranslations('supervisor')
  const intervals = day?.intervals.filter(({ start }) => Date.parse(start) >= day.from) ?? []
  if (day === null || intervals.length === 0) return <span className="text-ink-3">–</span>
  const from = Date.parse(intervals[0]!.start)
  const to = Math.min(day.to, Math.max(Date.parse(intervals.at(-1)!.start) + SLOT, from + LEAST_SPAN))
  const bars = barsOf(intervals, from, to)
  const width = Math.max(0.8, (WIDTH * SLOT) / (to - from) - 0.5)
  const rectangles = (heightOf: (bar: Bar) => number) =>
    bars.map((bar) => `M${bar.x} ${HEIGHT}v${-heightOf(bar)}h${width}V${HEIGHT}z`).join('')
  const offered = intervals.reduce((sum, each) => sum + each.offered, 0)
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('dayCurveLabel', { offered })}
      className="inline-block"
    >
      <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} stroke="var(--line)" />
      <path d={rectangles(({ height }) => height)} fill="var(--ink-3)" />
      <path d={rectangles(({ bad }) => bad)} fill="var(--breach-fill)" />
    </svg>
  )
}
