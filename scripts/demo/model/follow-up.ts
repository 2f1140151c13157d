import { perYuan } from '../content/content.ts'
import type { Customer } from './customers.ts'
import type { Simulation } from './simulation.ts'

const MINUTE = 60_000

/** A case on its way: who it is for, and who owns it. */
export interface OpenCase {
  readonly id: string
  readonly customer: Customer
  readonly owner: string
  readonly contact: string
}

/** What was meant to happen within a time mostly does; of this share it comes too late. */
const FORGOTTEN = 0.06

/** The time that something takes: up to its limit with room, or well past it where it is forgotten. */
function taking(simulation: Simulation, limitMin: number): number {
  const { random } = simulation
  return (
    MINUTE *
    (random.chance(FORGOTTEN) ? limitMin * random.between(1.1, 2) : limitMin * random.between(0.15, 0.8))
  )
}

/** From the complaint to its end: at once, after a department's answer, after an approval, or with a promise. */
export function planFollowUp(simulation: Simulation, open: OpenCase): void {
  const { random } = simulation
  if (simulation.isCalm()) {
    after(simulation, random.between(6, 25) * MINUTE, () => answer(simulation, open))
    return
  }
  const chance = random.next()
  if (chance < 0.3) after(simulation, taking(simulation, 80), () => answer(simulation, open))
  else if (chance < 0.65 && simulation.staffing.departments.length > 0)
    after(simulation, random.between(3, 15) * MINUTE, () => handOff(simulation, open))
  else if (chance < 0.8 && simulation.staffing.supervisors.length > 0)
    after(simulation, random.between(4, 20) * MINUTE, () => askApproval(simulation, open))
  else after(simulation, random.between(2, 10) * MINUTE, () => promise(simulation, open))
  if (random.chance(0.05)) after(simulation, random.between(5, 60) * MINUTE, () => escalate(simulation, open))
  if (random.chance(0.08) && simulation.staffing.supervisors.length > 0) callLead(simulation, open)
}

function after(simulation: Simulation, ms: number, happen: () => void): void {
  simulation.agenda.at(simulation.agenda.now + ms, happen)
}

function answer(simulation: Simulation, open: OpenCase): void {
  const { random, content } = simulation
  const accepted = simulation.isCalm() || random.chance(0.88)
  const amount = random.pick([20, 30, 50, 100, 150]) * perYuan(content)
  const offer = random.chance(0.4)
    ? { offer: { amount, currency: content.currency, what: content.compensation } }
    : {}
  simulation.emit('case.replied', open.id, {
    kind: 'answer',
    agent: open.owner,
    channel: 'voice',
    accepted,
    ...offer,
  })
  if (accepted) after(simulation, random.between(1, 20) * MINUTE, () => resolve(simulation, open))
  else after(simulation, taking(simulation, 90), () => answer(simulation, open))
}

function resolve(simulation: Simulation, open: OpenCase): void {
  const { chasing, random } = simulation
  open.customer.caseId = null
  const place = chasing.indexOf(open.customer)
  if (place !== -1) chasing.splice(place, 1)
  const outcome = random.pick(['solved', 'solved', 'solved', 'compensated', 'declined'])
  simulation.emit('case.resolved', open.id, { outcome })
}

function handOff(simulation: Simulation, open: OpenCase): void {
  const { agenda, random, staffing, content } = simulation
  const id = simulation.newId('h')
  const department = random.pick(staffing.departments)
  simulation.emit('case.replied', open.id, {
    kind: 'progress',
    agent: open.owner,
    channel: 'sms',
    nextAt: new Date(agenda.now + 120 * MINUTE).toISOString(),
  })
  simulation.emit('handoff.sent', id, {
    case: open.id,
    department,
    question: random.pick(content.questions),
  })
  const bounces = random.chance(0.08)
  after(simulation, taking(simulation, 28), () =>
    bounces ? bounce(simulation, id, department) : simulation.emit('handoff.accepted', id, {}),
  )
  if (bounces) after(simulation, taking(simulation, 60), () => simulation.emit('handoff.accepted', id, {}))
  after(simulation, taking(simulation, 110) + (bounces ? 20 : 0) * MINUTE, () => {
    simulation.emit('handoff.returned', id, { answer: content.done })
    after(simulation, taking(simulation, 45), () => answer(simulation, open))
  })
}

function bounce(simulation: Simulation, id: string, department: string): void {
  const others = simulation.staffing.departments.filter((other) => other !== department)
  const to = others.length > 0 ? { to: simulation.random.pick(others) } : {}
  simulation.emit('handoff.bounced', id, { ...to, reason: simulation.content.notOurs })
}

function askApproval(simulation: Simulation, open: OpenCase): void {
  const { random, staffing, content } = simulation
  const id = simulation.newId('ap')
  const amount = random.pick([400, 500, 800, 1_200, 1_500]) * perYuan(content)
  simulation.emit('approval.requested', id, {
    case: open.id,
    from: random.pick(staffing.supervisors),
    amount,
    currency: content.currency,
    reason: content.aboveLimit,
  })
  after(simulation, taking(simulation, 14), () => {
    simulation.emit('approval.decided', id, { granted: random.chance(0.8) })
    after(simulation, taking(simulation, 40), () => answer(simulation, open))
  })
}

/** The agent calls a lead to the desk, who is there within a few minutes. */
function callLead(simulation: Simulation, open: OpenCase): void {
  const { random, staffing } = simulation
  const id = simulation.newId('s')
  const by = random.pick(staffing.supervisors)
  const [comes, stays] = [random.between(1, 5), random.between(3, 10)]
  simulation.emit('assist.requested', id, { agent: open.owner, case: open.id, place: open.owner })
  after(simulation, comes * MINUTE, () => simulation.emit('assist.accepted', id, { by }))
  after(simulation, (comes + stays) * MINUTE, () => simulation.emit('assist.ended', id, {}))
}

function promise(simulation: Simulation, open: OpenCase): void {
  const { agenda, random, content } = simulation
  const id = simulation.newId('p')
  const hours = random.pick([1, 2, 3, 4, 20])
  const due = agenda.now + hours * 60 * MINUTE
  simulation.emit('case.replied', open.id, {
    kind: 'answer',
    agent: open.owner,
    channel: 'voice',
    accepted: true,
    contact: open.contact,
  })
  simulation.emit('promise.made', id, {
    case: open.id,
    text: random.pick(content.promises),
    due: new Date(due).toISOString(),
    agent: open.owner,
    origin: 'service',
    basis: random.chance(0.8) ? 'confirmed' : 'unconfirmed',
  })
  if (random.chance(0.92))
    after(simulation, random.between(1, 8) * MINUTE, () =>
      simulation.emit('promise.confirmed', id, { channel: 'sms' }),
    )
  keepPromise(simulation, open, { id, due })
}

/** A promise on its way: kept in good time, or at risk and then late; its case is closed soon after. */
export function keepPromise(
  simulation: Simulation,
  open: OpenCase,
  { id, due }: { id: string; due: number },
): void {
  const { agenda, random, content } = simulation
  const done =
    agenda.now +
    (due - agenda.now) * (random.chance(0.09) ? random.between(1.05, 1.4) : random.between(0.4, 0.95))
  if (done > due)
    agenda.at(due - 20 * MINUTE, () => simulation.emit('promise.at_risk', id, { reason: content.delayed }))
  agenda.at(done, () => {
    simulation.emit('promise.kept', id, {})
    after(simulation, random.between(2, 25) * MINUTE, () => resolve(simulation, open))
  })
}

function escalate(simulation: Simulation, open: OpenCase): void {
  const supervisor =
    simulation.staffing.supervisors.length > 0
      ? simulation.random.pick(simulation.staffing.supervisors)
      : null
  if (open.customer.caseId !== open.id || supervisor === null) return
  simulation.emit('case.escalation_requested', open.id, {})
  after(simulation, taking(simulation, 28), () =>
    simulation.emit('case.supervisor_replied', open.id, { agent: supervisor }),
  )
}
