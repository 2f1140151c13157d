export interface LegendItem {
  key: string
  fill: string
  shape: 'bar' | 'line' | 'dashed' | 'dotted' | 'step'
  text: string
}

const dashes = { line: undefined, step: undefined, dashed: '6 3', dotted: '1 4' } as const

function Shape({ fill, shape }: Pick<LegendItem, 'fill' | 'shape'>) {
  return (
    <svg width="18" height="10" aria-hidden="true" className="shrink-0">
      {shape === 'bar' ? (
        <rect width="10" height="10" x="4" fill={fill} />
      ) : (
        <path
          d={shape === 'step' ? 'M0 8H9V2H18' : 'M0 5H18'}
          fill="none"
          stroke={fill}
          strokeWidth={shape === 'step' ? 1.2 : 2}
          strokeLinecap={shape === 'dotted' ? 'round' : 'butt'}
          strokeDasharray={dashes[shape]}
        />
      )}
    </svg>
  )
}

/** What colours and lines of a chart mean, in the order in which they lie over each other. */
export function ChartLegend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-ink-2">
      {items.map(({ key, fill, shape, text }) => (
        <li key={key} className="inline-flex items-center gap-1.5">
          <Shape fill={fill} shape={shape} />
          {text}
        </li>
      ))}
    </ul>
  )
}
