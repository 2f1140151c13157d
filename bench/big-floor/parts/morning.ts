import type { BenchParts } from '../../bench-result.ts'
import { HALL_PASSWORD, withHall } from '../hall.ts'
import { atMost, print, printLoad } from '../measures.ts'
import { signAllIn } from '../morning.ts'

/** All agents sign in from one address while the floor goes on. */
export const morning: BenchParts[string] = (tell) =>
  withHall(3_000, async (hall) => {
    const { letIn, tookSec, slowestMs } = await signAllIn(hall.url, hall.logins, HALL_PASSWORD)
    const all = hall.logins.length
    print(`${letIn} of ${all} signed in, the slowest in ${Math.round(slowestMs)} ms`)
    printLoad()
    tell(atMost('morning-not-let-in', all - letIn, 0, { unit: 'people' }))
    tell(atMost('morning', tookSec, 300, { unit: 's' }))
  })
