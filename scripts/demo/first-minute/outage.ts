import { arrive } from '../model/arrivals.ts'
import type { Simulation } from '../model/simulation.ts'
import { cast, scripted } from './cast.ts'
import { momentAt } from './moments.ts'

const SEC = 1_000
const MINUTE = 60 * SEC
/** Who is hit calls: so many, one after the other. */
const CALLS = 16
const EVERY_MS = 3 * SEC

/** The network of a district is down: many call at once, a notice says what to tell them, and it is mended. */
export function planOutage(simulation: Simulation, begin: number, isOn: () => boolean): void {
  const from = begin + momentAt('outage')
  simulation.agenda.at(from, () => isOn() && breakOut(simulation, begin))
}

function breakOut(simulation: Simulation, begin: number): void {
  const { agenda, tell, world, staffing } = simulation
  const { title, notice, progress } = world.outage
  const queue = staffing.queues.find(({ id }) => id === 'technical')!
  const from = begin + momentAt('outage')
  for (let call = 0; call < CALLS; call++) agenda.at(from + call * EVERY_MS, () => arrive(simulation, queue))
  agenda.at(from, () =>
    tell('case.opened', scripted.outage, {
      ...{ kind: 'incident', title, team: 'service', agent: cast.incident, priority: 'high' },
    }),
  )
  agenda.at(from + 5 * SEC, () => tell('case.assigned', scripted.outage, { agent: cast.incident }))
  agenda.at(begin + momentAt('notice'), () =>
    tell('notice.posted', scripted.notice, {
      ...{ text: notice, until: new Date(from + 2 * 60 * MINUTE).toISOString() },
      ...{ queues: ['service', 'technical'], case: scripted.outage },
    }),
  )
  agenda.at(from + MINUTE, () =>
    tell('case.replied', scripted.outage, {
      ...{ kind: 'progress', agent: cast.incident, channel: 'sms', text: progress },
      nextAt: new Date(from + 60 * MINUTE).toISOString(),
    }),
  )
  agenda.at(begin + momentAt('over'), () => {
    tell('notice.withdrawn', scripted.notice, {})
    tell('case.resolved', scripted.outage, { outcome: 'solved', cause: 'outage' })
  })
}
