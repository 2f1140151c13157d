import type { BenchParts } from '../../bench-result.ts'
import { withHall } from '../hall.ts'
import { printLoad, shown } from '../measures.ts'
import { watchedBy } from '../watched.ts'

/** One wall of 12 queues alone, beside what it costs at 100 open cases. */
export const oneWall: BenchParts[string] = async (tell) => {
  const few = await withHall(100, (hall) => watchedBy(hall, 'one wall'))
  tell(shown('one-wall-at-100', few.percent, { unit: '% of a core' }))
  const hall = await withHall(3_000, (of) => watchedBy(of, 'one wall'))
  printLoad()
  tell(shown('one-wall-at-3000', hall.percent, { unit: '% of a core', baseline: few.percent }))
}
