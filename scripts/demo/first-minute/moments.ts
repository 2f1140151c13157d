/** The views through which the demo is looked at. */
export const demoViews = ['wall', 'supervisor', 'agent', 'lead', 'department', 'admin'] as const
export type DemoView = (typeof demoViews)[number]

/** Something worth seeing: how many ms after the beginning of the script, and on which face. */
export interface Moment {
  readonly id: string
  readonly at: number
  readonly look: DemoView
}

const SEC = 1_000
const MINUTE = 60 * SEC

export const moments = [
  { id: 'calm', at: 0, look: 'wall' },
  { id: 'again', at: 12 * SEC, look: 'agent' },
  { id: 'breached', at: 22 * SEC, look: 'wall' },
  { id: 'taken', at: 30 * SEC, look: 'wall' },
  { id: 'promised', at: 42 * SEC, look: 'agent' },
  { id: 'kept', at: 54 * SEC, look: 'wall' },
  { id: 'returned', at: 80 * SEC, look: 'agent' },
  { id: 'outage', at: 2 * MINUTE, look: 'wall' },
  { id: 'notice', at: 2 * MINUTE + 20 * SEC, look: 'agent' },
  { id: 'over', at: 4 * MINUTE, look: 'supervisor' },
  { id: 'end', at: 5 * MINUTE, look: 'supervisor' },
] as const satisfies readonly Moment[]

export type MomentId = (typeof moments)[number]['id']

/** When a moment comes, ms after the beginning of the script. */
export const momentAt = (id: MomentId): number => moments.find((one) => one.id === id)!.at

/** The latest moment at so many ms after the beginning; null: it has not begun. */
export const momentNow = (ms: number): (typeof moments)[number] | null =>
  moments.findLast(({ at }) => at <= ms) ?? null
