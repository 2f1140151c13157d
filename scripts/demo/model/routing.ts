import { isHeldBack } from './by-hand.ts'
import { offer } from './serving.ts'
import type { SimAgent, SimContact, Simulation, Softphone } from './simulation.ts'

/** Chats held in parallel by one agent. */
const CHATS = 3

/** Whether the agent may be offered the contact: calls one at a time, chats up to three, never both. */
export function isFreeFor(simulation: Simulation, agent: SimAgent, contact: SimContact): boolean {
  const softphone = simulation.softphones.get(agent.id)
  if (softphone !== undefined && !rings(simulation, softphone, contact)) return false
  if (softphone === undefined && isHeldBack(simulation, agent)) return false
  if (!agent.isIn || agent.away !== null || agent.wants !== null) return false
  const { own, helps } = agent.skills
  if (!own.includes(contact.queue.id) && !helps.includes(contact.queue.id)) return false
  if (contact.missedBy.has(agent.id)) return false
  if (contact.channel === 'voice') return agent.contacts.size === 0
  if (agent.contacts.size >= CHATS) return false
  for (const other of agent.contacts) if (other.channel === 'voice' || other.state === 'ringing') return false
  return true
}

function rings({ agenda }: Simulation, softphone: Softphone, { channel }: SimContact): boolean {
  const { isFree, contact, callsFrom } = softphone
  return isFree && contact === null && channel === 'voice' && agenda.now >= callsFrom
}

/** Brings waiting contacts and free agents together: complaints first, then who has waited longest. */
export function route(simulation: Simulation): void {
  for (const contact of inOrder(simulation)) {
    let best: SimAgent | null = null
    for (const agent of simulation.agentsOf(contact.queue.id)) {
      if (!isFreeFor(simulation, agent, contact) || isReserve(simulation, agent, contact)) continue
      if (best === null || isBetter(simulation, agent, best, contact)) best = agent
    }
    if (best !== null) offer(simulation, contact, best)
  }
}

function inOrder(simulation: Simulation): SimContact[] {
  const urgency = (contact: SimContact) =>
    (contact.queue.isComplaints ? 2 : 0) + (contact.customer.isVip ? 1 : 0)
  return [...simulation.waiting.values()]
    .flat()
    .filter(({ state }) => state === 'waiting')
    .sort((a, b) => urgency(b) - urgency(a) || a.queuedAt - b.queuedAt)
}

/** After waiting this long a contact may have the last free one of another team too. */
export const RESERVED_MS = 12_000

/** Of those who help elsewhere the last free one stays for the own team's calls, for a while. */
function isReserve(simulation: Simulation, agent: SimAgent, contact: SimContact): boolean {
  const own = agent.skills.own[0]
  if (agent.skills.own.includes(contact.queue.id) || simulation.softphones.has(agent.id)) return false
  if (simulation.agenda.now - contact.queuedAt >= RESERVED_MS) return false
  const free = simulation.agents.filter(
    (one) => one.skills.own[0] === own && one.isIn && one.away === null && one.contacts.size === 0,
  )
  return free.length < 2
}

/** Who really sits there, that they see calls; else one of the queue's own team, with the fewest chats, idle the longest. */
function isBetter(
  { softphones }: Simulation,
  agent: SimAgent,
  than: SimAgent,
  { queue }: SimContact,
): boolean {
  const isReal = softphones.has(agent.id)
  if (isReal !== softphones.has(than.id)) return isReal
  const isOwn = agent.skills.own.includes(queue.id)
  if (isOwn !== than.skills.own.includes(queue.id)) return isOwn
  if (agent.contacts.size !== than.contacts.size) return agent.contacts.size < than.contacts.size
  return agent.idleSince < than.idleSince
}
