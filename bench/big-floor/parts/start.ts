import type { BenchParts } from '../../bench-result.ts'
import { withEmptySite, withHall } from '../hall.ts'
import { atMost, printLoad } from '../measures.ts'

const TIMES = 2

/** The shortest of some starts: whatever else the machine does only ever slows one. */
async function startSec({ startAgain }: { startAgain(): Promise<number> }): Promise<number> {
  const each: number[] = []
  while (each.length < TIMES) each.push((await startAgain()) / 1_000)
  return Math.min(...each)
}

/** How long a start takes on the data of 3,000 open cases, beside one on a site on which nothing ever happened. */
export const startPart: BenchParts[string] = async (tell) => {
  const baseline = await withEmptySite(startSec)
  const sec = await withHall(3_000, startSec)
  printLoad()
  tell(atMost('start', sec, 5, { unit: 's', baseline }))
}
