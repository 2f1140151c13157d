import { leaveQueue, releaseAgent } from './serving.ts'
import type { SimAgent, SimContact, Simulation } from './simulation.ts'

const SEC = 1_000
/** So long it rings with somebody who sits there before the next one is rung. */
const RINGS_MS = 25 * SEC

/** Somebody real sits down: from now on nothing is done for them. */
export function takeSeat(simulation: Simulation, agent: string): void {
  simulation.heldBack.add(agent)
  simulation.seats.set(agent, { isFree: false, contact: null, says: '' })
}

/** They go: whom they have on the line is let go, and the agent is played again. */
export function leaveSeat(simulation: Simulation, agent: string): void {
  hangUp(simulation, agent)
  simulation.seats.delete(agent)
  simulation.heldBack.delete(agent)
  simulation.wake()
}

/** The call has been offered: it rings until it is answered, or somebody else is rung. */
export function ringAtSeat(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const { agenda, random, world } = simulation
  const seat = simulation.seats.get(agent.id)!
  seat.contact = contact
  seat.says = random.pick(Object.values(world.titles).flat())
  agenda.at(agenda.now + RINGS_MS, () => {
    if (contact.state !== 'ringing' || seat.contact !== contact) return
    seat.contact = null
    releaseAgent(simulation, contact, agent)
    contact.state = 'waiting'
    contact.missedBy.add(agent.id)
    simulation.tell('contact.declined', contact.id, { agent: agent.id, reason: 'no_answer' })
    simulation.wake()
  })
}

/** Pressed on the telephone: the call that rings is answered. */
export function answerAtSeat(simulation: Simulation, agent: string): void {
  const contact = simulation.seats.get(agent)?.contact
  if (contact?.state !== 'ringing') return
  leaveQueue(simulation, contact)
  contact.state = 'served'
  simulation.tell('contact.answered', contact.id, { agent })
}

/** Pressed on the telephone: the call is over; its wrap-up is ended on the desk. */
export function hangUp(simulation: Simulation, agent: string): void {
  const seat = simulation.seats.get(agent)
  const contact = seat?.contact
  if (seat === undefined || contact?.state !== 'served') return
  contact.state = 'over'
  seat.contact = null
  // What the desk says is a moment behind.
  seat.isFree = false
  releaseAgent(simulation, contact, contact.agent!)
  simulation.tell('contact.ended', contact.id, { by: 'agent' })
}
