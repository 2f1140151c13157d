import { isHeldBack } from './by-hand.ts'
import type { SimAgent, Simulation } from './simulation.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** When shifts begin, in hours of the site's day, and how many of a team's agents take each. */
const SHIFTS = [
  { at: 8, share: 0.28 },
  { at: 9, share: 0.27 },
  { at: 11.5, share: 0.15 },
  { at: 13.5, share: 0.3 },
] as const
const SHIFT_HOURS = 8.5

/** Plans who works on a day, and when each comes, pauses and goes. */
export function planShifts(simulation: Simulation, day: number): void {
  for (const team of simulation.staffing.teams) {
    const all = shuffled(simulation, team.agents)
    // Whom the script needs is never off, and comes first thing in the morning.
    const early = [...simulation.early].filter((id) => all.includes(id))
    const others = all.filter((id) => !simulation.early.has(id))
    const working = [...early, ...others.slice(Math.round(all.length * simulation.off))]
    working.forEach((id, index) => {
      const agent = simulation.agents.find((one) => one.id === id)!
      planShift(simulation, agent, day + shiftAt((index + 0.5) / working.length) * HOUR)
    })
  }
}

/** The shift of who stands at this place (0–1) of the day's order. */
function shiftAt(place: number): number {
  let upTo = 0
  for (const { at, share } of SHIFTS) {
    upTo += share
    if (place < upTo) return at
  }
  return SHIFTS.at(-1)!.at
}

function shuffled(simulation: Simulation, list: readonly string[]): string[] {
  return list
    .map((item) => ({ item, order: simulation.random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}

function planShift(simulation: Simulation, agent: SimAgent, from: number): void {
  const { agenda, random } = simulation
  const to = from + SHIFT_HOURS * HOUR
  const iso = (at: number) => new Date(at).toISOString()
  agenda.at(from - 20 * MINUTE, () =>
    simulation.emit('agent.shift', agent.id, { from: iso(from), to: iso(to) }),
  )
  agenda.at(from + random.between(-4, 3) * MINUTE, () => comeIn(simulation, agent))
  const pause = (at: number, reason: string, minutes: number) =>
    agenda.at(from + at * HOUR + random.between(-15, 15) * MINUTE, () =>
      want(simulation, agent, { reason, forMs: minutes * MINUTE * random.between(0.85, 1.25) }),
    )
  pause(1.9, 'break', 12)
  pause(3.9, 'meal', 40)
  pause(6.4, 'break', 12)
  if (random.chance(0.12))
    pause(random.pick([1.2, 5.3]), random.pick(['training', 'meeting', 'coaching']), 30)
  agenda.at(to + random.between(-2, 6) * MINUTE, () => want(simulation, agent, 'home'))
}

/** An agent signs in and is free. */
export function comeIn(simulation: Simulation, agent: SimAgent): void {
  // Who really sits there comes and goes by the desk.
  if (simulation.softphones.has(agent.id)) return
  // Whatever somebody made of them the day before is over.
  simulation.wentByHand.delete(agent.id)
  agent.isIn = true
  agent.away = null
  agent.wants = null
  agent.idleSince = simulation.agenda.now
  const { own, helps } = agent.skills
  const chat = simulation.staffing.queues.some(({ id, isChat }) => isChat && own.includes(id)) ? 3 : 0
  simulation.emit('agent.signed_in', agent.id, { queues: [...own, ...helps], capacity: { voice: 1, chat } })
  simulation.wake()
}

/** From now on an agent wishes to pause or to go home, and does as soon as nobody is served. */
export function want(simulation: Simulation, agent: SimAgent, wanted: NonNullable<SimAgent['wants']>): void {
  if (!agent.isIn || isHeldBack(simulation, agent)) return
  agent.wants = wanted
  followCommand(simulation, agent)
}

/** An agent with a wish takes no new contact, and follows it once the last is done. */
export function followCommand(simulation: Simulation, agent: SimAgent): void {
  if (agent.wants === null || agent.contacts.size > 0 || agent.away !== null) return
  const wanted = agent.wants
  agent.wants = null
  if (wanted === 'home') {
    agent.isIn = false
    simulation.emit('agent.signed_out', agent.id, {})
    return
  }
  agent.away = wanted.reason
  simulation.emit('agent.away', agent.id, { reason: wanted.reason })
  simulation.agenda.at(simulation.agenda.now + wanted.forMs, () => {
    // Somebody sat down in between, who is not away.
    if (agent.away !== wanted.reason) return
    agent.away = null
    // Somebody real has them away, or signed out.
    if (simulation.wentByHand.has(agent.id)) return
    if (agent.wants === 'home') {
      followCommand(simulation, agent)
      return
    }
    agent.idleSince = simulation.agenda.now
    simulation.emit('agent.available', agent.id, {})
    simulation.wake()
  })
}
