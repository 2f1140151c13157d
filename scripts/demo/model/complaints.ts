import { planFollowUp } from './follow-up.ts'
import type { SimAgent, SimContact, Simulation } from './simulation.ts'

const MINUTE = 60_000

/** A complaint opens with the call, and its way to an answer begins. */
export function openComplaint(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const { random, agenda, staffing, content } = simulation
  const id = simulation.newId('k')
  contact.caseId = id
  contact.customer.caseId = id
  simulation.chasing.push(contact.customer)
  const cause = staffing.causes.length > 0 ? random.pick(staffing.causes) : undefined
  const { phone, name, isVip } = contact.customer
  simulation.emit('case.opened', id, {
    kind: 'complaint',
    title: random.pick((cause === undefined ? undefined : content.titles[cause]) ?? content.otherTitles),
    queue: contact.queue.id,
    team: contact.queue.team,
    agent: agent.id,
    phone,
    name,
    priority: isVip ? 'vip' : random.chance(0.1) ? 'high' : 'normal',
    contact: contact.id,
    channel: contact.channel,
  })
  agenda.at(agenda.now + random.between(2, 8) * MINUTE, () => {
    const fault = random.pick(['ours', 'ours', 'supplier', 'customer', 'open'] as const)
    simulation.emit('case.assessed', id, cause === undefined ? { fault } : { fault, cause })
  })
  planFollowUp(simulation, { id, customer: contact.customer, owner: agent.id, contact: contact.id })
}
