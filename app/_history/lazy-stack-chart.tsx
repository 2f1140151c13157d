'use client'
import dynamic from 'next/dynamic'

/** The chart of stacked bars, fetched where one is shown; until then its place is kept. */
export const LazyStackChart = dynamic(
  () => import('./stack-chart.tsx').then(({ StackChart }) => StackChart),
  {
    ssr: false,
    loading: () => <div className="h-44" />,
  },
)
