'use client'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { axisTick } from '../_charts/chart-style.ts'

interface SpreadChartProps {
  points: readonly { readonly label: string; readonly count: number }[]
  kind: 'waits' | 'abandons' | 'talks'
}

const fills = { waits: 'var(--ok-fill)', abandons: 'var(--breach-fill)', talks: 'var(--line-strong)' }

/** How many contacts there were in each step of time. */
export function SpreadChart({ points, kind }: SpreadChartProps) {
  return (
    <div className="h-44 min-w-0" data-chart={kind}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={[...points]} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} barCategoryGap="8%">
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="label"
            tick={axisTick}
            stroke="var(--line-strong)"
            tickLine={false}
            minTickGap={8}
          />
          <YAxis tick={axisTick} stroke="none" allowDecimals={false} width={36} />
          <Bar dataKey="count" fill={fills[kind]} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
