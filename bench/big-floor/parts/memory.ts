import type { BenchParts } from '../../bench-result.ts'
import { withEmptySite, withHall } from '../hall.ts'
import { atMost, print } from '../measures.ts'
import { settledMb } from '../process-cost.ts'

/** All sockets look on for so long before the server's memory is read: what opening them took is given back. */
const WATCHED_SEC = 30

/** The server's memory with all sockets at 3,000 open cases, beside that of a site on which nothing ever happened. */
export const memory: BenchParts[string] = async (tell) => {
  const empty = await withEmptySite(({ serverPid }) => settledMb(serverPid()))
  print(`a server without a floor: ${Math.round(empty)} MB`)
  const full = await withHall(3_000, async (hall) => {
    await hall.ask({ do: 'open', which: 'all' })
    await hall.ask({ do: 'measure', sec: WATCHED_SEC })
    return settledMb(hall.serverPid())
  })
  print(`with 3,000 open cases and 250 sockets: ${Math.round(full)} MB`)
  tell(atMost('memory-above-empty', full - empty, 120, { unit: 'MB', baseline: empty }))
}
