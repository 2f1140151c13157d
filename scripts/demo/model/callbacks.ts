import { isHeldBack } from './by-hand.ts'
import { serve } from './serving.ts'
import type { SimAgent, SimContact, Simulation } from './simulation.ts'

const MINUTE = 60_000
const SEC = 1_000
const LOOK_AGAIN_MS = 60 * SEC
const MOST_ATTEMPTS = 3

/** A customer who did not want to wait is called back, as soon as an agent of the queue has a quiet moment. */
export function requestCallback(simulation: Simulation, contact: SimContact): void {
  const { agenda, random } = simulation
  const id = simulation.newId('cb')
  const due = agenda.now + 30 * MINUTE
  const { phone, name } = contact.customer
  simulation.emit('callback.requested', id, {
    queue: contact.queue.id,
    due: new Date(due).toISOString(),
    contact: contact.id,
    phone,
    name,
  })
  agenda.at(agenda.now + random.between(4, 14) * MINUTE, () => attempt(simulation, contact, id, 1))
}

/** The next try to reach a customer who is to be called back. */
export function attempt(
  simulation: Simulation,
  contact: SimContact,
  id: string,
  count: number,
  { surely = false } = {},
): void {
  const { agenda, random } = simulation
  // Somebody real has it in hand.
  if (simulation.byHand.has(`callback/${id}`)) return
  const agent = simulation
    .agentsOf(contact.queue.id)
    .find((one) => isQuiet(simulation, one, contact.queue.id))
  if (agent === undefined) {
    agenda.at(agenda.now + LOOK_AGAIN_MS, () => attempt(simulation, contact, id, count, { surely }))
    return
  }
  if (count === 1) simulation.emit('callback.assigned', id, { agent: agent.id })
  const call: SimContact = {
    ...contact,
    id: simulation.newId('out'),
    state: 'ringing',
    agent,
    missedBy: new Set(),
    transfers: 2,
  }
  agent.contacts.add(call)
  simulation.emit('contact.dialled', call.id, {
    agent: agent.id,
    queue: contact.queue.id,
    callback: id,
    phone: contact.customer.phone,
  })
  agenda.at(agenda.now + random.between(6, 22) * SEC, () => {
    // Somebody sat down at the desk that called: another calls.
    if (call.state === 'over') attempt(simulation, contact, id, count, { surely })
    else if (surely || random.chance(0.72)) reached(simulation, call, id, agent)
    else missed(simulation, call, id, agent, count)
  })
}

function isQuiet(simulation: Simulation, agent: SimAgent, queue: string): boolean {
  const free =
    !isHeldBack(simulation, agent) &&
    agent.isIn &&
    agent.away === null &&
    agent.wants === null &&
    agent.contacts.size === 0
  return free && agent.skills.own.includes(queue) && (simulation.waiting.get(queue)?.length ?? 0) === 0
}

function reached(simulation: Simulation, call: SimContact, id: string, agent: SimAgent): void {
  call.state = 'served'
  simulation.emit('contact.answered', call.id, { agent: agent.id })
  simulation.emit('callback.attempted', id, { agent: agent.id, outcome: 'reached' })
  simulation.emit('callback.done', id, {})
  serve(simulation, call, agent)
}

function missed(simulation: Simulation, call: SimContact, id: string, agent: SimAgent, count: number): void {
  const { agenda, random } = simulation
  call.state = 'over'
  agent.contacts.delete(call)
  agent.idleSince = agenda.now
  simulation.emit('contact.ended', call.id, { by: 'agent' })
  const outcome = random.pick(['no_answer', 'no_answer', 'busy', 'voicemail'] as const)
  simulation.emit('callback.attempted', id, { agent: agent.id, outcome })
  simulation.wake()
  if (count === MOST_ATTEMPTS) {
    simulation.emit('callback.cancelled', id, { reason: 'not reached' })
    return
  }
  agenda.at(agenda.now + random.between(15, 50) * MINUTE, () => attempt(simulation, call, id, count + 1))
}
