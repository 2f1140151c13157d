import type { BenchParts } from '../../bench-result.ts'
import { withHall } from '../hall.ts'
import { printLoad, ratioAtMost, shown } from '../measures.ts'
import { watchedBy } from '../watched.ts'

/** What the same sockets cost the server at 10,000 open cases, beside what they cost at 100. */
export const growth: BenchParts[string] = async (tell) => {
  const few = await withHall(100, (hall) => watchedBy(hall, 'all'))
  tell(shown('server-at-100', few.percent, { unit: '% of a core' }))
  const many = await withHall(10_000, (hall) => watchedBy(hall, 'all'))
  printLoad()
  tell(shown('server-at-10000', many.percent, { unit: '% of a core', baseline: few.percent }))
  const baseline = few.msAnEvent
  tell(ratioAtMost('event-at-10000', many.msAnEvent, 1.3, { unit: 'ms of CPU an event', baseline }))
}
