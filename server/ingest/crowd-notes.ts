import type { Changed, Floor } from '#core/floor/floor.ts'
import { type Limits, siteLimits } from '#core/site/limits.ts'
import type { LimitWatch } from '../metrics/limit-watch.ts'

const LIMITS = { callbacks: 'callbacksPerCustomer', calls: 'callsPerCallback' } as const satisfies Record<
  string,
  keyof Limits
>

/**
 * Notes how near a customer is to the limits of callbacks and calls to them, and each time that one comes to be beyond; to
 * be called with what each fold changed.
 */
export function createCrowdNotes(limitWatch: Pick<LimitWatch, 'met' | 'near'>) {
  const beyond = { callbacks: false, calls: false }
  return (changed: Changed, floor: Pick<Floor, 'callbackCrowd' | 'site'>): void => {
    if ((changed.get('callback')?.size ?? 0) === 0) return
    const limits = siteLimits(floor.site)
    const crowd = floor.callbackCrowd()
    for (const what of ['callbacks', 'calls'] as const) {
      const name = LIMITS[what]
      limitWatch.near(name, Math.min(1, crowd[what] / limits[name]))
      const isBeyond = crowd[what] > limits[name]
      // Whose it is stands nowhere: a customer's key may be a number.
      if (isBeyond && !beyond[what]) limitWatch.met(name, '')
      beyond[what] = isBeyond
    }
  }
}
