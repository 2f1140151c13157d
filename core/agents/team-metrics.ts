import { ratio } from '../queues/service-level.ts'
import type { TeamRow } from '../rows/row.ts'
import { presenceOf } from './agent-row.ts'
import type { AgentCore } from './agent-state.ts'

/**
 * What the agents of a team have done on the site's day that starts at `today` (ms), from their summed times: never a
 * mean of means. Durations in seconds, shares from 0 to 1, null where there is nothing to divide by.
 */
export function teamMetrics(
  cores: Iterable<AgentCore>,
  today: number,
  now: number,
): Pick<TeamRow, 'signedIn' | 'handled' | 'ahtSec' | 'occupancy'> {
  const sum = { signedIn: 0, handled: 0, legs: 0, handleMs: 0, presentMs: 0, occupiedMs: 0 }
  for (const core of cores) {
    if (core.state !== 'offline') sum.signedIn++
    if (core.sums.day === today) {
      sum.handled += core.sums.handled
      sum.legs += core.sums.finishedLegs
      sum.handleMs += core.sums.handleMs
    }
    const { presentMs, occupiedMs } = presenceOf(core, today, now)
    sum.presentMs += presentMs
    sum.occupiedMs += occupiedMs
  }
  return {
    signedIn: sum.signedIn,
    handled: sum.handled,
    ahtSec: sum.legs === 0 ? null : Math.round(sum.handleMs / sum.legs) / 1_000,
    occupancy: ratio(sum.occupiedMs, sum.presentMs),
  }
}
