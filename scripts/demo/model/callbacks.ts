import { serve } from './serving.ts'
import type { SimAgent, SimContact, World } from './world.ts'

const MINUTE = 60_000
const SEC = 1_000
const LOOK_AGAIN_MS = 60 * SEC
const MOST_ATTEMPTS = 3

/** A customer who did not want to wait is called back, as soon as an agent of the queue has a quiet moment. */
export function requestCallback(world: World, contact: SimContact): void {
  const { agenda, random } = world
  const id = world.newId('cb')
  const due = agenda.now + 30 * MINUTE
  const { phone, name } = contact.customer
  world.tell('callback.requested', id, {
    queue: contact.queue.id,
    due: new Date(due).toISOString(),
    contact: contact.id,
    phone,
    name,
  })
  agenda.at(agenda.now + random.between(4, 14) * MINUTE, () => attempt(world, contact, id, 1))
}

/** The next try to reach a customer who is to be called back. */
export function attempt(world: World, contact: SimContact, id: string, count: number): void {
  const { agenda, random } = world
  const agent = world.agentsOf(contact.queue.id).find((one) => isQuiet(world, one, contact.queue.id))
  if (agent === undefined) {
    agenda.at(agenda.now + LOOK_AGAIN_MS, () => attempt(world, contact, id, count))
    return
  }
  if (count === 1) world.tell('callback.assigned', id, { agent: agent.id })
  const call: SimContact = {
    ...contact,
    id: world.newId('out'),
    state: 'ringing',
    agent,
    missedBy: new Set(),
    transfers: 2,
  }
  agent.contacts.add(call)
  world.tell('contact.dialled', call.id, {
    agent: agent.id,
    queue: contact.queue.id,
    callback: id,
    phone: contact.customer.phone,
  })
  agenda.at(agenda.now + random.between(6, 22) * SEC, () =>
    random.chance(0.72) ? reached(world, call, id, agent) : missed(world, call, id, agent, count),
  )
}

function isQuiet(world: World, agent: SimAgent, queue: string): boolean {
  const free = agent.isIn && agent.away === null && agent.wants === null && agent.contacts.size === 0
  return free && agent.skills.own.includes(queue) && (world.waiting.get(queue)?.length ?? 0) === 0
}

function reached(world: World, call: SimContact, id: string, agent: SimAgent): void {
  call.state = 'served'
  world.tell('contact.answered', call.id, { agent: agent.id })
  world.tell('callback.attempted', id, { agent: agent.id, outcome: 'reached' })
  world.tell('callback.done', id, {})
  serve(world, call, agent)
}

function missed(world: World, call: SimContact, id: string, agent: SimAgent, count: number): void {
  const { agenda, random } = world
  call.state = 'over'
  agent.contacts.delete(call)
  agent.idleSince = agenda.now
  world.tell('contact.ended', call.id, { by: 'agent' })
  const outcome = random.pick(['no_answer', 'no_answer', 'busy', 'voicemail'] as const)
  world.tell('callback.attempted', id, { agent: agent.id, outcome })
  world.wake()
  if (count === MOST_ATTEMPTS) {
    world.tell('callback.cancelled', id, { reason: 'not reached' })
    return
  }
  agenda.at(agenda.now + random.between(15, 50) * MINUTE, () => attempt(world, call, id, count + 1))
}
