import type { BenchParts } from '../../bench-result.ts'
import { atMost, sayLoad } from '../figures.ts'
import { untilHallReady, withHall } from '../hall.ts'

/** All 600 desks, 30 walls and 20 supervisors after the server's kill -9, beside how long the server itself is away. */
export const storm: BenchParts[string] = (tell) =>
  withHall(3_000, async (hall) => {
    await hall.ask({ do: 'open', which: 'everybody' })
    const back = hall.ask({ do: 'until back' })
    const began = performance.now()
    process.kill(hall.serverPid(), 'SIGKILL')
    await untilHallReady(hall.url)
    const baseline = (performance.now() - began) / 1_000
    const { backMs } = await back
    sayLoad()
    tell(atMost('back-after-kill', backMs! / 1_000, 10, { unit: 's', baseline }))
  })
