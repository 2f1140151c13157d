'use client'
import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useTranslations } from 'use-intl/react'
import { ChartLegend } from './chart-legend.tsx'
import type { PartPoint } from './part-point.ts'
import { seriesOf } from './series.ts'

interface PartsChartProps {
  points: readonly PartPoint[]
  kind: 'entries' | 'legs'
  onPress: (index: number) => void
}

const LINE_PX = 24
const tick = { fill: 'var(--ink-2)', fontSize: 12 }

/** A bar for each queue or agent: what became of its contacts. */
export function PartsChart({ points, kind, onPress }: PartsChartProps) {
  const t = useTranslations('historyPage')
  const series = seriesOf(
    points.map(({ other }) => ({ other, short: 0, waiting: 0 })),
    kind,
  ).map((each) => (each.key === 'other' ? { ...each, name: 'chart.other' as const } : each))
  return (
    <figure className="grid min-w-0 gap-1 py-2" aria-label={t('chart.press')} data-chart="parts">
      <ChartLegend
        items={series.map(({ key, fill, name }) => ({ key, fill, shape: 'bar', text: t(name) }))}
      />
      <div style={{ height: points.length * LINE_PX + 32 }} className="min-w-0">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            layout="vertical"
            data={[...points]}
            margin={{ top: 4, right: 8, bottom: 0, left: 0 }}
            barCategoryGap="22%"
            onClick={({ activeTooltipIndex }) => {
              const index = Number(activeTooltipIndex)
              if (activeTooltipIndex != null && Number.isInteger(index)) onPress(index)
            }}
            style={{ cursor: 'pointer' }}
          >
            <XAxis
              type="number"
              tick={tick}
              stroke="var(--line-strong)"
              allowDecimals={false}
              tickLine={false}
            />
            <YAxis
              type="category"
              dataKey="name"
              tick={tick}
              stroke="none"
              width={130}
              interval={0}
              tickFormatter={(name: string) => (name.length > 18 ? `${name.slice(0, 17)}…` : name)}
            />
            {series.map(({ key, fill }) => (
              <Bar key={key} stackId="outcome" dataKey={key} fill={fill} isAnimationActive={false} />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}
