/** One bar of the chart. Counts; levels from 0 to 1; null where there is nothing to divide by, or nothing beside it. */
export interface VolumePoint {
  readonly label: string
  readonly inTarget: number
  readonly late: number
  readonly abandoned: number
  readonly short: number
  readonly other: number
  readonly waiting: number
  readonly level: number | null
  readonly levelBefore: number | null
  readonly allBefore: number | null
}
