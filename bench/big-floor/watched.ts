import { rounded } from '../bench-result.ts'
import type { Hall } from './hall.ts'
import type { LoadPlan } from './load-plan.ts'
import { print } from './measures.ts'
import { residentMb, shareOfCore } from './process-cost.ts'

const MEASURE_SEC = 20
/** After the screens have opened: what they cost once is over, and the compiler knows what is hot. */
const WARM_SEC = 8

/** What a server does for those who watch, and how soon they see what happens. */
export interface Watched {
  /** Of one core. */
  readonly percent: number
  /** Milliseconds of a processor for each event. */
  readonly msAnEvent: number
  readonly p50: number
  readonly p99: number
  /** How long the answers to the POSTs took: until then an event is not even in the log. */
  readonly postP50: number
  readonly postP99: number
  /** Bytes of a supervisor's first answer, over the wire and plain. */
  readonly supervisorBytes: number
  readonly supervisorPlainBytes: number
  readonly mb: number
}

export async function watchedBy(hall: Hall, which: keyof LoadPlan['watchers']): Promise<Watched> {
  const opened = await hall.ask({ do: 'open', which })
  await hall.ask({ do: 'measure', sec: WARM_SEC })
  const { share, result } = await shareOfCore(hall.serverPid(), () =>
    hall.ask({ do: 'measure', sec: MEASURE_SEC }),
  )
  const of = (name: string) => result[name] ?? Number.NaN
  const watched: Watched = {
    percent: share * 100,
    msAnEvent: (share * 1_000) / of('eventsPerSec'),
    ...{ p50: of('p50'), p99: of('p99'), postP50: of('postP50'), postP99: of('postP99') },
    supervisorBytes: opened.supervisorBytes!,
    supervisorPlainBytes: opened.supervisorPlainBytes!,
    mb: residentMb(hall.serverPid()),
  }
  const { percent, msAnEvent, p50, p99, mb } = watched
  print(
    `${which}: ${rounded(of('eventsPerSec'))} events/s, ${of('seen')} seen, p50 ${rounded(p50)} ms, p99 ${rounded(p99)} ms, ${rounded(percent)} % of a core, ${rounded(msAnEvent)} ms an event, ${rounded(mb)} MB`,
  )
  return watched
}
