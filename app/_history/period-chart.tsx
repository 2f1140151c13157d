'use client'
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { chartPress } from '../_charts/chart-press.ts'
import { axisTick } from '../_charts/chart-style.ts'
import { ChartLegend } from './chart-legend.tsx'
import { PeriodTip } from './period-tip.tsx'

export interface PeriodPoint {
  readonly label: string
  /** One for each series, in its order. */
  readonly values: readonly number[]
  /** Of the line; not given: there is none. */
  readonly line?: number
}

interface PeriodChartProps {
  label: string
  points: readonly PeriodPoint[]
  series: readonly { readonly name: string; readonly fill: string }[]
  line?: { readonly name: string; readonly stroke: string }
  /** How a value is said. */
  valueText: (value: number) => string
  onPress?: (index: number) => void
}

const MANY = 40

/** A bar for each period, of parts that add up; over them a line, if something else is counted. */
export function PeriodChart({ label, points, series, line, valueText, onPress }: PeriodChartProps) {
  return (
    <figure className="grid min-w-0 gap-1 py-2" aria-label={label} data-chart="periods">
      <ChartLegend
        items={[
          ...series.map(({ name, fill }) => ({ key: name, fill, shape: 'bar' as const, text: name })),
          ...(line === undefined
            ? []
            : [{ key: line.name, fill: line.stroke, shape: 'line' as const, text: line.name }]),
        ]}
      />
      <div className="h-60 min-w-0">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={[...points]}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
            barCategoryGap={points.length > MANY ? 1 : '18%'}
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
            <YAxis tick={axisTick} stroke="none" allowDecimals={false} width={44} />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--edge)' }}
              content={<PeriodTip valueText={valueText} />}
            />
            {series.map(({ name, fill }, index) => (
              <Bar
                key={name}
                stackId="parts"
                name={name}
                dataKey={(point: PeriodPoint) => point.values[index]}
                fill={fill}
                isAnimationActive={false}
              />
            ))}
            {line !== undefined && (
              <Line
                dataKey="line"
                name={line.name}
                stroke={line.stroke}
                strokeWidth={1.8}
                dot={points.length <= MANY ? { r: 2.5, fill: line.stroke, strokeWidth: 0 } : false}
                activeDot={false}
                isAnimationActive={false}
              />
            )}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}
