/**
 * How closely a board's queues stand: few get hero figures, many share the screen; from 25 on each is a line, because
 * smaller tiles could not be read from six metres.
 */
export type Density = 'hero' | 'roomy' | 'compact' | 'dense' | 'packed' | 'small' | 'lines'

/** The greatest number of queues that stand so closely. */
const most: readonly (readonly [number, Density])[] = [
  [1, 'hero'],
  [4, 'roomy'],
  [6, 'compact'],
  [8, 'dense'],
  [12, 'packed'],
  [24, 'small'],
]

export function density(queues: number): Density {
  return most.find(([count]) => queues <= count)?.[1] ?? 'lines'
}

/** In how many columns the tiles stand; an upright screen is narrower. */
function columns(queues: number): { lying: number; upright: number } {
  switch (density(queues)) {
    case 'hero':
      return { lying: 1, upright: 1 }
    case 'roomy':
      return { lying: queues === 4 ? 2 : 1, upright: 1 }
    case 'compact':
      return { lying: 2, upright: 1 }
    case 'dense':
      return { lying: 2, upright: 2 }
    case 'packed':
      return { lying: 3, upright: 2 }
    default:
      return { lying: 4, upright: 3 }
  }
}

/** The rows that so many tiles take: tiles.css makes heights of it. */
export function tileRows(queues: number): { lying: number; upright: number } {
  const { lying, upright } = columns(queues)
  return { lying: Math.ceil(queues / lying), upright: Math.ceil(queues / upright) }
}
