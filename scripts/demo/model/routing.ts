import { offer } from './serving.ts'
import type { SimAgent, SimContact, World } from './world.ts'

/** Chats held in parallel by one agent. */
const CHATS = 3

/** Whether the agent may be offered the contact: calls one at a time, chats up to three, never both. */
export function isFreeFor(agent: SimAgent, contact: SimContact): boolean {
  if (!agent.isIn || agent.away !== null || agent.wants !== null) return false
  if (!agent.skills.includes(contact.queue.id) || contact.missedBy.has(agent.id)) return false
  if (contact.channel === 'voice') return agent.contacts.size === 0
  if (agent.contacts.size >= CHATS) return false
  for (const other of agent.contacts) if (other.channel === 'voice' || other.state === 'ringing') return false
  return true
}

/** Brings waiting contacts and free agents together: complaints first, then who has waited longest. */
export function route(world: World): void {
  for (const contact of inOrder(world)) {
    let best: SimAgent | null = null
    for (const agent of world.agents)
      if (isFreeFor(agent, contact) && (best === null || isBetter(agent, best, contact))) best = agent
    if (best !== null) offer(world, contact, best)
  }
}

function inOrder(world: World): SimContact[] {
  const urgency = (contact: SimContact) =>
    (contact.queue.isComplaints ? 2 : 0) + (contact.customer.isVip ? 1 : 0)
  return [...world.waiting.values()]
    .flat()
    .filter(({ state }) => state === 'waiting')
    .sort((a, b) => urgency(b) - urgency(a) || a.queuedAt - b.queuedAt)
}

/** The one for whom it is the nearer skill, with the fewest chats, idle the longest. */
function isBetter(agent: SimAgent, than: SimAgent, { queue }: SimContact): boolean {
  const skill = (one: SimAgent) => one.skills.indexOf(queue.id)
  const nearer = Math.floor(skill(agent) / 3) - Math.floor(skill(than) / 3)
  if (nearer !== 0) return nearer < 0
  if (agent.contacts.size !== than.contacts.size) return agent.contacts.size < than.contacts.size
  return agent.idleSince < than.idleSince
}
