import type { BenchParts } from '../../bench-result.ts'
import { untilHallReady, withHall } from '../hall.ts'
import { atMost, printLoad } from '../measures.ts'

/** A hall in the middle of its day: the alerts of what was open from the beginning have been raised. */
const CALM_SEC = 10

/** All 600 desks, 30 walls and 20 supervisors after the server's kill -9, beside how long the server itself is away. */
export const storm: BenchParts[string] = (tell) =>
  withHall(3_000, async (hall) => {
    await hall.ask({ do: 'open', which: 'everybody' })
    await hall.ask({ do: 'measure', sec: CALM_SEC })
    const back = hall.ask({ do: 'until back' })
    const began = performance.now()
    process.kill(hall.serverPid(), 'SIGKILL')
    await untilHallReady(hall.url)
    const baseline = (performance.now() - began) / 1_000
    const { backMs } = await back
    printLoad()
    tell(atMost('back-after-kill', backMs! / 1_000, 10, { unit: 's', baseline }))
  })
