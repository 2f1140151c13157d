import type { QueueRow } from '#core/rows/row.ts'

/** How a service level stands to its target. */
export type LevelBand = 'on' | 'near' | 'below'

/** So many points below its target a level is near it. */
const NEAR_POINTS = 5

/** As it is written: whole points, rounded. */
const points = (share: number) => Math.round(share * 100)

/** The band of a level, judged as it is written, so that figure and colour never disagree; null: nothing to judge. */
export function bandOfLevel(level: number | null, target: QueueRow['target']): LevelBand | null {
  if (level === null || target === null) return null
  const short = points(target.share) - points(level)
  return short <= 0 ? 'on' : short <= NEAR_POINTS ? 'near' : 'below'
}

/** How a queue does now: by its last half hour. A bad morning is no alarm in the evening. */
export const levelBand = (row: Pick<QueueRow, 'serviceLevel30m' | 'target'>): LevelBand | null =>
  bandOfLevel(row.serviceLevel30m, row.target)

/** How a figure of that band is drawn. */
export const levelTone = { on: 'plain', near: 'warned', below: 'breached' } as const satisfies Record<
  LevelBand,
  string
>
