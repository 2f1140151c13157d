'use client'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { useTranslations } from 'use-intl/react'
import { chartPress } from '../_charts/chart-press.ts'
import { axisTick, levelLine, plainLine, targetLine } from '../_charts/chart-style.ts'
import { useFormats } from '../_format/use-words.ts'
import { ChartLegend, type LegendItem } from './chart-legend.tsx'
import { seriesOf } from './series.ts'
import type { VolumePoint } from './volume-point.ts'
import { VolumeTip } from './volume-tip.tsx'

interface VolumeChartProps {
  points: readonly VolumePoint[]
  target: { readonly share: number } | null
  kind: 'entries' | 'legs'
  onPress: (index: number) => void
}

/** From so many bars on, a line is read better without its points. */
const FEW = 40

/** Bars of what became of the contacts of each period; over them the service level, with its target; dashed what was before. */
export function VolumeChart({ points, target, kind, onPress }: VolumeChartProps) {
  const t = useTranslations('historyPage')
  const format = useFormats()
  const series = seriesOf(points, kind)
  const hasBefore = points.some(({ allBefore }) => allBefore !== null)
  const legend: LegendItem[] = [
    ...series.map(({ key, fill, name }) => ({ key, fill, shape: 'bar' as const, text: t(name) })),
    { key: 'level', fill: 'var(--ink)', shape: 'line', text: t('chart.level') },
    ...(target === null
      ? []
      : [
          {
            ...{ key: 'target', fill: 'var(--info)', shape: 'dashed' as const },
            text: t('chart.target', { share: format.share(target.share) }),
          },
        ]),
    ...(hasBefore
      ? [
          {
            ...{ key: 'allBefore', fill: 'var(--ink-3)', shape: 'step' as const },
            text: t(kind === 'entries' ? 'chart.offeredBefore' : 'chart.handledBefore'),
          },
          {
            key: 'levelBefore',
            fill: 'var(--ink-3)',
            shape: 'dotted' as const,
            text: t('chart.levelBefore'),
          },
        ]
      : []),
  ]
  const dot = points.length <= FEW ? { r: 2.5, fill: 'var(--ink)', strokeWidth: 0 } : false
  return (
    <figure className="grid min-w-0 gap-1 pt-2" aria-label={t('chart.press')} data-chart="volume">
      <ChartLegend items={legend} />
      <div className="h-72 min-w-0 max-sm:h-60">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={[...points]}
            margin={{ top: 12, right: 0, bottom: 0, left: 0 }}
            maxBarSize={64}
            barCategoryGap={points.length > FEW ? 1 : '18%'}
            {...chartPress(onPress)}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="label"
              tick={axisTick}
              stroke="var(--line-strong)"
              minTickGap={24}
              tickLine={false}
            />
            <YAxis yAxisId="count" tick={axisTick} stroke="none" allowDecimals={false} width={44} />
            <YAxis
              yAxisId="level"
              orientation="right"
              domain={[0, 1]}
              ticks={[0, 0.25, 0.5, 0.75, 1]}
              tick={axisTick}
              stroke="none"
              width={48}
              tickFormatter={(share: number) => format.share(share)}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--edge)' }}
              content={<VolumeTip kind={kind} />}
            />
            {series.map(({ key, fill }) => (
              <Bar
                key={key}
                yAxisId="count"
                stackId="outcome"
                dataKey={key}
                fill={fill}
                isAnimationActive={false}
              />
            ))}
            {hasBefore && (
              <Line
                {...plainLine}
                yAxisId="count"
                dataKey="allBefore"
                type="step"
                stroke="var(--ink-3)"
                strokeWidth={1.2}
              />
            )}
            {hasBefore && (
              <Line
                {...plainLine}
                yAxisId="level"
                dataKey="levelBefore"
                stroke="var(--ink-3)"
                strokeDasharray="1 4"
                strokeLinecap="round"
                strokeWidth={2}
              />
            )}
            {target !== null && (
              <ReferenceLine {...targetLine} y={target.share} strokeDasharray="6 4" strokeWidth={1.5} />
            )}
            <Line {...levelLine} strokeWidth={1.8} dot={dot} isAnimationActive={false} />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}
