import { openComplaint } from './complaints.ts'
import { followCommand } from './presence.ts'
import type { SimAgent, SimContact, Simulation } from './simulation.ts'

const SEC = 1_000
/** Rings in vain: the agent looked away. Nearly all are picked up. */
const MISSED = 0.02
const MISSED_AFTER_SEC = 15

/** An agent's phone rings, or a chat asks to be taken. */
export function offer(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const { agenda, random } = simulation
  contact.state = 'ringing'
  contact.agent = agent
  agent.contacts.add(contact)
  simulation.emit('contact.offered', contact.id, { agent: agent.id })
  if (simulation.softphones.has(agent.id)) {
    simulation.ringSoftphone(contact, agent)
    return
  }
  if (!simulation.isCalm() && random.chance(MISSED)) {
    agenda.at(agenda.now + MISSED_AFTER_SEC * SEC, () => missed(simulation, contact, agent))
    return
  }
  const ringSec = contact.channel === 'chat' ? random.between(2, 9) : random.between(1.5, 5)
  agenda.at(agenda.now + ringSec * SEC, () => answer(simulation, contact, agent))
}

function missed(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  if (contact.state !== 'ringing' || contact.agent !== agent || isReal(simulation, agent)) return
  releaseAgent(simulation, contact, agent)
  contact.state = 'waiting'
  contact.missedBy.add(agent.id)
  simulation.emit('contact.declined', contact.id, { agent: agent.id, reason: 'no_answer' })
  simulation.wake()
}

function answer(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  if (contact.state !== 'ringing' || contact.agent !== agent || isReal(simulation, agent)) return
  leaveQueue(simulation, contact)
  contact.state = 'served'
  if (contact.queue.isComplaints && contact.caseId === null) openComplaint(simulation, contact, agent)
  simulation.emit('contact.answered', contact.id, { agent: agent.id })
  serve(simulation, contact, agent)
}

/** Somebody real sits there: what was planned for the played agent is theirs to do. */
const isReal = ({ softphones }: Simulation, { id }: SimAgent): boolean => softphones.has(id)

/** The contact is in no waiting line any more. */
export function leaveQueue(simulation: Simulation, contact: SimContact): void {
  const waiting = simulation.waiting.get(contact.queue.id)!
  const place = waiting.indexOf(contact)
  if (place !== -1) waiting.splice(place, 1)
}

/** The talk from its beginning on: hold, transfer, end, each where chance wants it. */
export function serve(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const { agenda, random } = simulation
  const { takes = contact.queue } = contact
  const talkMs = random.logNormal(takes.talkSec, 0.55) * SEC
  const end = agenda.now + talkMs
  if (contact.channel === 'chat') chatter(simulation, contact, end)
  else if (random.chance(0.14) && talkMs > 60 * SEC) hold(simulation, contact, agent, talkMs)
  const goesOn = contact.transfers < 2 && contact.channel === 'voice' && random.chance(0.05)
  agenda.at(end, () => {
    if (contact.state !== 'served' || contact.agent !== agent || isReal(simulation, agent)) return
    if (goesOn) transfer(simulation, contact, agent)
    else finish(simulation, contact, agent)
  })
}

function hold(simulation: Simulation, contact: SimContact, agent: SimAgent, talkMs: number): void {
  const { agenda, random } = simulation
  const from = agenda.now + talkMs * random.between(0.2, 0.5)
  const to = Math.min(from + random.between(12, 75) * SEC, agenda.now + talkMs * 0.9)
  const talks = () => contact.state === 'served' && contact.agent === agent
  agenda.at(
    from,
    () => talks() && !isReal(simulation, agent) && simulation.emit('contact.held', contact.id, {}),
  )
  agenda.at(to, () => talks() && simulation.emit('contact.resumed', contact.id, {}))
}

function chatter(simulation: Simulation, contact: SimContact, end: number): void {
  const { agenda, random } = simulation
  let by: 'customer' | 'agent' = 'agent'
  const say = () => {
    if (contact.state !== 'served' || agenda.now >= end - 5 * SEC) return
    simulation.emit('contact.message', contact.id, { by })
    by = by === 'agent' ? 'customer' : 'agent'
    // Customers take their time; an agent answers at once, or is busy with the other chats.
    const afterSec = by === 'customer' ? random.between(12, 70) : Math.min(50, random.logNormal(18, 0.45))
    agenda.at(agenda.now + afterSec * SEC, say)
  }
  agenda.at(agenda.now + random.between(4, 15) * SEC, say)
}

/** To another queue of the same team, or back into the same one. */
function transfer(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const others = simulation.staffing.queues.filter(
    ({ id, isChat, team }) => !isChat && id !== contact.queue.id && team === contact.queue.team,
  )
  if (others.length === 0) {
    finish(simulation, contact, agent)
    return
  }
  const to = simulation.random.pick(others)
  simulation.emit('contact.transferred', contact.id, { to: { queue: to.id } })
  wrapUp(simulation, contact, agent)
  contact.transfers++
  contact.missedBy.clear()
  contact.queue = to
  contact.agent = null
  contact.state = 'waiting'
  contact.queuedAt = simulation.agenda.now + 1
  simulation.agenda.at(contact.queuedAt, () => {
    simulation.waiting.get(to.id)!.push(contact)
    simulation.emit('contact.queued', contact.id, { queue: to.id })
    simulation.wake()
  })
}

function finish(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const { agenda, random } = simulation
  contact.state = 'over'
  simulation.emit('contact.ended', contact.id, { by: random.chance(0.65) ? 'customer' : 'agent' })
  wrapUp(simulation, contact, agent)
  if (random.chance(0.22)) {
    const score = random.pick([5, 5, 5, 5, 5, 4, 4, 4, 3, 2, 1])
    agenda.at(agenda.now + random.between(20, 200) * SEC, () =>
      simulation.emit('contact.rated', contact.id, { score, of: 5, by: 'customer' }),
    )
  }
}

/** One tap says how a contact ended; now and then nobody finds the time. */
const CLASSIFIED = 0.94

function classify(simulation: Simulation, contact: SimContact): void {
  const { random } = simulation
  if (contact.state !== 'over' || !random.chance(CLASSIFIED)) return
  const kind =
    contact.caseId !== null
      ? 'complaint'
      : random.pick(['solved', 'solved', 'solved', 'solved', 'owe', 'passed'])
  simulation.emit('contact.flagged', contact.id, { kind })
}

/** Longer ones are spoken of. */
const LONGEST_WRAP_SEC = 170

/** The work after the talk; then the agent is free, or does what was put off. */
export function wrapUp(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const { takes = contact.queue } = contact
  const wrapSec = Math.min(LONGEST_WRAP_SEC, simulation.random.logNormal(takes.wrapSec, 0.5))
  simulation.agenda.at(simulation.agenda.now + wrapSec * SEC, () => {
    releaseAgent(simulation, contact, agent)
    classify(simulation, contact)
    simulation.emit('contact.wrapped', contact.id, { agent: agent.id })
    followCommand(simulation, agent)
    simulation.wake()
  })
}

/** The agent has nothing to do with the contact any more. */
export function releaseAgent(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  agent.contacts.delete(contact)
  if (agent.contacts.size === 0) agent.idleSince = simulation.agenda.now
}
