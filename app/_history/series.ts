import type { VolumePoint } from './volume-point.ts'

type Key = 'inTarget' | 'late' | 'abandoned' | 'short' | 'other' | 'waiting'

export interface Series {
  readonly key: Key
  readonly fill: string
  /** The path of its word in the catalogue. */
  readonly name: `column.${Key}` | 'chart.other'
}

const ALL: readonly Series[] = [
  { key: 'inTarget', fill: 'var(--ok-fill)', name: 'column.inTarget' },
  { key: 'late', fill: 'var(--warn-fill)', name: 'column.late' },
  { key: 'abandoned', fill: 'var(--breach-fill)', name: 'column.abandoned' },
  { key: 'short', fill: 'var(--breach-pale)', name: 'column.short' },
  { key: 'other', fill: 'var(--line-strong)', name: 'column.other' },
  { key: 'waiting', fill: 'var(--info)', name: 'column.waiting' },
]

/** What bars are made of, from the foot up: the three that matter always, of the rest what there is. */
export function seriesOf(
  points: readonly Pick<VolumePoint, 'short' | 'other' | 'waiting'>[],
  kind: 'entries' | 'legs',
): readonly Series[] {
  const isThere = (key: 'short' | 'other' | 'waiting') => points.some((point) => point[key] > 0)
  return ALL.filter(({ key }) => {
    if (key === 'inTarget' || key === 'late') return true
    if (kind === 'legs') return key === 'other'
    return key === 'abandoned' || isThere(key)
  }).map((series) =>
    kind === 'legs' && series.key === 'other' ? { ...series, name: 'chart.other' } : series,
  )
}
