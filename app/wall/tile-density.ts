/** How closely a board's tiles stand: few queues get hero figures, many share the screen. */
export type Density = 'hero' | 'roomy' | 'compact' | 'dense' | 'packed'

export function density(queues: number): Density {
  if (queues <= 1) return 'hero'
  if (queues <= 4) return 'roomy'
  if (queues <= 6) return 'compact'
  return queues <= 8 ? 'dense' : 'packed'
}
