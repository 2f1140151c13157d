'use client'
import { Bar, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from 'recharts'
import type { DayPoints } from './day-points.ts'

interface SmallCurveProps {
  day: DayPoints
  target: { readonly share: number } | null
}

/** One small picture in a line of a table: nothing to press, no axes. */
export function SmallCurve({ day, target }: SmallCurveProps) {
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
      {target !== null && (
        <ReferenceLine yAxisId="level" y={target.share} stroke="var(--info)" strokeDasharray="3 2" />
      )}
      <Line
        yAxisId="level"
        dataKey="level"
        stroke="var(--ink)"
        strokeWidth={1.3}
        dot={false}
        activeDot={false}
        connectNulls
        isAnimationActive={false}
      />
    </ComposedChart>
  )
}
