'use client'
import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { chartPress } from '../_charts/chart-press.ts'
import { axisTick } from '../_charts/chart-style.ts'
import { ChartLegend } from './chart-legend.tsx'
import { NameTick } from './name-tick.tsx'

export interface StackChartProps {
  label: string
  /** `values`: one for each series, in its order. */
  points: readonly { readonly name: string; readonly values: readonly number[] }[]
  series: readonly { readonly name: string; readonly fill: string }[]
  onPress?: (index: number) => void
}

const LINE_PX = 24
const NAME_PX = 150

/** A bar for each thing that is compared, of parts that add up. */
export function StackChart({ label, points, series, onPress }: StackChartProps) {
  return (
    <figure className="grid min-w-0 gap-1 py-2" aria-label={label} data-chart="stack">
      <ChartLegend items={series.map(({ name, fill }) => ({ key: name, fill, shape: 'bar', text: name }))} />
      <div style={{ height: points.length * LINE_PX + 34 }} className="min-w-0">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            layout="vertical"
            data={[...points]}
            margin={{ top: 4, right: 8, bottom: 0, left: 0 }}
            barCategoryGap="22%"
            {...chartPress(onPress)}
          >
            <XAxis
              type="number"
              tick={axisTick}
              stroke="var(--line-strong)"
              allowDecimals={false}
              tickLine={false}
            />
            <YAxis
              type="category"
              dataKey="name"
              tick={<NameTick width={NAME_PX} />}
              stroke="none"
              width={NAME_PX}
              interval={0}
            />
            {series.map(({ name, fill }, index) => (
              <Bar
                key={name}
                stackId="parts"
                dataKey={(point: StackChartProps['points'][number]) => point.values[index]}
                name={name}
                fill={fill}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}
