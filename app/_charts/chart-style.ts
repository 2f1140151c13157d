/** The words along an axis. */
export const axisTick = { fill: 'var(--ink-3)', fontSize: 12 } as const

/** A line without its points, which is drawn at once. */
export const plainLine = { dot: false, activeDot: false, isAnimationActive: false } as const

/** The service level over bars, on an axis of its own; and the target it is held against. */
export const levelLine = { yAxisId: 'level', dataKey: 'level', stroke: 'var(--ink)' } as const
export const targetLine = { yAxisId: 'level', stroke: 'var(--info)' } as const
