import type { Simulation } from './simulation.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** On about one day in three something breaks that many call about. */
const A_DAY = 0.3

/** Plans the day's crisis, if there is one: a rush on some queues, a notice, an incident that is worked on. */
export function planCrisis(simulation: Simulation, day: number): void {
  const { agenda, random, staffing, content } = simulation
  const isNow = random.chance(A_DAY)
  const from = day + random.between(9.5, 17) * HOUR
  const forMs = random.between(20, 40) * MINUTE
  if (!isNow || from < agenda.now) return
  const largest = staffing.teams.reduce((a, b) => (b.agents.length > a.agents.length ? b : a))
  const queues = largest.queues.filter(({ isChat }) => !isChat).map(({ id }) => id)
  agenda.at(from, () => {
    for (const queue of queues) simulation.rush.set(queue, random.between(1.4, 1.8))
  })
  const incident = simulation.newId('k')
  const notice = simulation.newId('n')
  agenda.at(from + 5 * MINUTE, () => {
    simulation.emit('case.opened', incident, {
      kind: 'incident',
      title: content.outage.title,
      team: largest.id,
      agent: largest.agents[0]!,
      priority: 'high',
    })
    simulation.emit('notice.posted', notice, {
      text: content.outage.notice,
      until: new Date(agenda.now + 3 * HOUR).toISOString(),
      queues,
      case: incident,
    })
  })
  agenda.at(from + 25 * MINUTE, () =>
    simulation.emit('case.replied', incident, {
      kind: 'progress',
      agent: largest.agents[0]!,
      channel: 'sms',
    }),
  )
  agenda.at(from + forMs, () => {
    for (const queue of queues) simulation.rush.delete(queue)
  })
  agenda.at(from + forMs + 45 * MINUTE, () => {
    simulation.emit('notice.withdrawn', notice, {})
    simulation.emit('case.resolved', incident, { outcome: 'solved' })
  })
}
