'use client'
import { Bar, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from 'recharts'
import { levelLine, plainLine, targetLine } from '../_charts/chart-style.ts'
import type { DayPoints } from './day-points.ts'

interface SmallCurveProps {
  day: DayPoints
  targetShare: number | null
}

/** One small picture in a line of a table: nothing to press, no axes. */
export function SmallCurve({ day, targetShare }: SmallCurveProps) {
  return (
    <ComposedChart
      width={96}
      height={28}
      data={[...day.points]}
      margin={{ top: 1, right: 1, bottom: 1, left: 1 }}
      accessibilityLayer={false}
      barCategoryGap={0}
      tabIndex={-1}
    >
      <XAxis hide type="number" dataKey="at" domain={[day.from, day.to]} allowDataOverflow />
      <YAxis hide yAxisId="count" domain={[0, 'dataMax']} />
      <YAxis hide yAxisId="level" domain={[0, 1]} />
      <Bar yAxisId="count" dataKey="offered" fill="var(--line-strong)" isAnimationActive={false} />
      {targetShare !== null && <ReferenceLine {...targetLine} y={targetShare} strokeDasharray="3 2" />}
      <Line {...levelLine} {...plainLine} strokeWidth={1.3} connectNulls />
    </ComposedChart>
  )
}
