import { type BenchParts, rounded } from '../../bench-result.ts'
import { withHall } from '../hall.ts'
import { print, printLoad, shown } from '../measures.ts'
import { residentMb, shareOfCore } from '../process-cost.ts'
import { watchedBy } from '../watched.ts'

const WARM_SEC = 8
const MEASURE_SEC = 20

/** The same 250 screens on one server and on three that share them: what each takes of a core, and of memory. */
export const threeServers: BenchParts[string] = (tell) =>
  withHall(3_000, async (hall) => {
    const alone = await watchedBy(hall, 'all')
    const more = await hall.addServers(2)
    await hall.ask({ do: 'open', which: 'all', urls: [hall.url, ...more.map(({ url }) => url)] })
    await hall.ask({ do: 'measure', sec: WARM_SEC })
    const [first, second, third] = [hall.serverPid(), more[0]!.pid, more[1]!.pid]
    const measured = await shareOfCore(first, () =>
      shareOfCore(second, () => shareOfCore(third, () => hall.ask({ do: 'measure', sec: MEASURE_SEC }))),
    )
    const shares = [measured.share, measured.result.share, measured.result.result.share]
    const { result } = measured.result.result
    printLoad()
    print(
      `three servers: ${shares.map((share) => `${rounded(share * 100)} %`).join(', ')} of a core; p50 ${result.p50} ms, p99 ${result.p99} ms, POST p50 ${result.postP50} ms`,
    )
    const percent = { unit: '% of a core', baseline: alone.percent }
    tell(shown('three-servers-most', Math.max(...shares) * 100, percent))
    tell(
      shown('three-servers-mb', Math.max(...[first, second, third].map(residentMb)), {
        unit: 'MB',
        baseline: alone.mb,
      }),
    )
  })
