import { leaveQueue, releaseAgent } from './serving.ts'
import type { SimAgent, SimContact, Simulation } from './simulation.ts'

const SEC = 1_000
/** So long it rings with somebody who sits there before the next one is rung. */
const RINGS_MS = 25 * SEC

/** Somebody real sits down: from now on nothing is done for them. */
export function connectSoftphone(simulation: Simulation, agent: string): void {
  simulation.heldBack.add(agent)
  simulation.softphones.set(agent, { isFree: false, contact: null, says: '' })
}

/** They go: whom they have on the line is let go, and the agent is played again. */
export function disconnectSoftphone(simulation: Simulation, agent: string): void {
  hangUp(simulation, agent)
  simulation.softphones.delete(agent)
  simulation.heldBack.delete(agent)
  simulation.wake()
}

/** The call has been offered: it rings until it is answered, or somebody else is rung. */
export function ringSoftphone(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const { agenda, random, content } = simulation
  const softphone = simulation.softphones.get(agent.id)!
  softphone.contact = contact
  softphone.says = random.pick(Object.values(content.titles).flat())
  agenda.at(agenda.now + RINGS_MS, () => {
    if (contact.state !== 'ringing' || softphone.contact !== contact) return
    softphone.contact = null
    releaseAgent(simulation, contact, agent)
    contact.state = 'waiting'
    contact.missedBy.add(agent.id)
    simulation.emit('contact.declined', contact.id, { agent: agent.id, reason: 'no_answer' })
    simulation.wake()
  })
}

/** Pressed on the telephone: the call that rings is answered. */
export function answerSoftphone(simulation: Simulation, agent: string): void {
  const contact = simulation.softphones.get(agent)?.contact
  if (contact?.state !== 'ringing') return
  leaveQueue(simulation, contact)
  contact.state = 'served'
  simulation.emit('contact.answered', contact.id, { agent })
}

/** Pressed on the telephone: the call is over; its wrap-up is ended on the desk. */
export function hangUp(simulation: Simulation, agent: string): void {
  const softphone = simulation.softphones.get(agent)
  const contact = softphone?.contact
  if (softphone === undefined || contact?.state !== 'served') return
  contact.state = 'over'
  softphone.contact = null
  // What the desk says is a moment behind.
  softphone.isFree = false
  releaseAgent(simulation, contact, contact.agent!)
  simulation.emit('contact.ended', contact.id, { by: 'agent' })
}
