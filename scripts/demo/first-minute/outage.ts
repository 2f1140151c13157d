import { arrive } from '../model/arrivals.ts'
import type { Simulation } from '../model/simulation.ts'
import { cast, scripted } from './cast.ts'
import { momentAt } from './moments.ts'

const SEC = 1_000
const MINUTE = 60 * SEC
/** Who is hit calls: so many, one after the other. */
const CALLS = 15
const EVERY_MS = 3 * SEC
/** What it takes to tell them, before there is a notice and with it. */
const WITHOUT_NOTICE = { talkSec: 30, wrapSec: 5 }
const WITH_NOTICE = { talkSec: 9, wrapSec: 3 }

/** The network of a district is down: many call at once, a notice says what to tell them, and it is mended. */
export function planOutage(simulation: Simulation, begin: number, isOn: () => boolean): void {
  const from = begin + momentAt('outage')
  simulation.agenda.at(from, () => isOn() && breakOut(simulation, begin))
}

function breakOut(simulation: Simulation, begin: number): void {
  const { agenda, emit, content, staffing } = simulation
  const { title, notice, progress } = content.outage
  const queue = staffing.queues.find(({ id }) => id === 'technical')!
  const from = begin + momentAt('outage')
  for (let call = 0; call < CALLS; call++) {
    const at = from + call * EVERY_MS
    const takes = at < begin + momentAt('notice') ? WITHOUT_NOTICE : WITH_NOTICE
    agenda.at(at, () => arrive(simulation, queue, takes))
  }
  agenda.at(from, () =>
    emit('case.opened', scripted.outage, {
      ...{ kind: 'incident', title, team: 'service', agent: cast.incident, priority: 'high' },
    }),
  )
  agenda.at(from + 5 * SEC, () => emit('case.assigned', scripted.outage, { agent: cast.incident }))
  agenda.at(begin + momentAt('notice'), () =>
    emit('notice.posted', scripted.notice, {
      ...{ text: notice, until: new Date(from + 2 * 60 * MINUTE).toISOString() },
      ...{ queues: ['service', 'technical'], case: scripted.outage },
    }),
  )
  agenda.at(from + MINUTE, () =>
    emit('case.replied', scripted.outage, {
      ...{ kind: 'progress', agent: cast.incident, channel: 'sms', text: progress },
      nextAt: new Date(from + 60 * MINUTE).toISOString(),
    }),
  )
  agenda.at(begin + momentAt('over'), () => {
    emit('notice.withdrawn', scripted.notice, {})
    emit('case.resolved', scripted.outage, { outcome: 'solved', cause: 'outage' })
  })
}
