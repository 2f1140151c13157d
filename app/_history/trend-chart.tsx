'use client'
import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useTranslations } from 'use-intl/react'
import { axisTick } from '../_charts/chart-style.ts'
import { useFormats } from '../_format/use-words.ts'
import { ChartLegend } from './chart-legend.tsx'
import type { TrendPoint } from './trend-points.ts'

const lines = [
  { key: 'within24', stroke: 'var(--accent)', dash: undefined, shape: 'line' },
  { key: 'within72', stroke: 'var(--accent)', dash: '6 3', shape: 'dashed' },
  { key: 'unclassified', stroke: 'var(--warn)', dash: undefined, shape: 'line' },
] as const

/** Shares per period as lines: repeat contacts, and what nobody classified. */
export function TrendChart({ points }: { points: readonly TrendPoint[] }) {
  const t = useTranslations('historyPage.trends')
  const format = useFormats()
  const names = {
    within24: t('within', { hours: 24 }),
    within72: t('within', { hours: 72 }),
    unclassified: t('unclassified'),
  }
  const isFew = points.length <= 40
  return (
    <figure className="grid min-w-0 gap-1" aria-label={t('title')} data-chart="trends">
      <ChartLegend
        items={lines.map(({ key, stroke, shape }) => ({ key, fill: stroke, shape, text: names[key] }))}
      />
      <div className="h-52 min-w-0">
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={[...points]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="label"
              tick={axisTick}
              stroke="var(--line-strong)"
              tickLine={false}
              minTickGap={24}
            />
            <YAxis
              tick={axisTick}
              stroke="none"
              width={48}
              tickFormatter={(share: number) => format.share(share)}
            />
            {lines.map(({ key, stroke, dash }) => (
              <Line
                key={key}
                dataKey={key}
                stroke={stroke}
                strokeWidth={1.8}
                dot={isFew ? { r: 2.5, fill: stroke, strokeWidth: 0 } : false}
                isAnimationActive={false}
                {...(dash !== undefined && { strokeDasharray: dash })}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}
