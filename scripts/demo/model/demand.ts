import { HOUR } from './world.ts'

export interface QueueDemand {
  readonly id: string
  readonly channel: string
  /** Contacts an hour at the height of the day. */
  readonly perHour: number
  /** Median of talk and of wrap-up, seconds. */
  readonly talkSec: number
  readonly wrapSec: number
  /** Mean patience of one who waits, seconds. */
  readonly patienceSec: number
}

export const demands: readonly QueueDemand[] = [
  { id: 'service', channel: 'voice', perHour: 40, talkSec: 190, wrapSec: 32, patienceSec: 240 },
  { id: 'technical', channel: 'voice', perHour: 24, talkSec: 300, wrapSec: 50, patienceSec: 300 },
  { id: 'billing', channel: 'voice', perHour: 22, talkSec: 210, wrapSec: 30, patienceSec: 240 },
  { id: 'complaints', channel: 'voice', perHour: 20, talkSec: 380, wrapSec: 75, patienceSec: 360 },
  { id: 'sales', channel: 'voice', perHour: 30, talkSec: 230, wrapSec: 28, patienceSec: 180 },
  { id: 'chat', channel: 'chat', perHour: 18, talkSec: 520, wrapSec: 20, patienceSec: 260 },
]

/** How busy each hour is, from midnight; 1 is the height of the day. */
const BY_HOUR = [
  0.04, 0.03, 0.02, 0.02, 0.02, 0.03, 0.06, 0.14, 0.45, 0.8, 1, 0.98, 0.78, 0.82, 0.97, 1, 0.94, 0.84, 0.66,
  0.56, 0.46, 0.32, 0.12, 0.06,
]
const OPEN_AT_NIGHT = new Set(['complaints'])

/** Contacts an hour of a queue at an hour of the day (9.5 is half past nine), between the full hours in proportion. */
export function demandAt(demand: QueueDemand, hour: number): number {
  if (!OPEN_AT_NIGHT.has(demand.id) && (hour < 8 || hour >= 22)) return 0
  const from = BY_HOUR[Math.floor(hour) % 24]!
  const to = BY_HOUR[(Math.floor(hour) + 1) % 24]!
  return demand.perHour * (from + (to - from) * (hour % 1))
}

/** Mean time between two contacts at this many an hour, ms. */
export function gapMs(perHour: number): number {
  return HOUR / perHour
}
