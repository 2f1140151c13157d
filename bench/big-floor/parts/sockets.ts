import type { BenchParts } from '../../bench-result.ts'
import { withHall } from '../hall.ts'
import { atMost, printLoad } from '../measures.ts'
import { watchedBy } from '../watched.ts'

const MB = 1_024 ** 2

/** 30 walls, 20 supervisors and 200 desks at 3,000 open cases: how soon they see what was posted, beside the POST's own answer. */
export const sockets: BenchParts[string] = (tell) =>
  withHall(3_000, async (hall) => {
    const all = await watchedBy(hall, 'all')
    printLoad()
    tell(atMost('p50', all.p50, 15, { unit: 'ms', baseline: all.postP50 }))
    tell(atMost('p99', all.p99, 100, { unit: 'ms', baseline: all.postP99 }))
    tell(atMost('server', all.percent, 35, { unit: '% of a core' }))
    const plain = all.supervisorPlainBytes / MB
    tell(atMost('supervisor-first-answer', all.supervisorBytes / MB, 1, { unit: 'MB', baseline: plain }))
  })
