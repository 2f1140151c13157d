import { attempt } from '../model/callbacks.ts'
import { type Customer, newCustomer } from '../model/customers.ts'
import { keepPromise } from '../model/follow-up.ts'
import type { DemoEvent, SimContact, Simulation } from '../model/simulation.ts'
import type { SimQueue } from '../model/staffing.ts'

/** What is open when the large floor is first seen: cases with a promise each, and callbacks. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** So many complaints heard no word of ours yet, some of them for too long. */
const UNANSWERED = 0.02
/** So many promises are past their time already. */
const OVERDUE = 0.01

type EmitEvent = (
  time: number,
  type: DemoEvent['type'],
  subject: string,
  data: Record<string, unknown>,
) => void

export interface OpenWork {
  readonly cases: number
  readonly callbacks: number
}

/** Tells what was opened before, one case after the other lest one seem unanswered meanwhile, and plans how it goes on. */
export function openWork(
  simulation: Simulation,
  source: string,
  { cases, callbacks }: OpenWork,
): DemoEvent[] {
  const events: DemoEvent[] = []
  const emit: EmitEvent = (time, type, subject, data) => {
    const at = new Date(Math.round(time)).toISOString()
    const id = `standing-${String(events.length).padStart(7, '0')}`
    events.push({ specversion: '1.0', id, source, type, time: at, subject, data })
  }
  for (let place = 0; place < cases; place++) openCase(simulation, emit, place)
  for (let place = 0; place < callbacks; place++) openCallback(simulation, emit, place)
  return events
}

function whoseIsIt(simulation: Simulation, place: number): { queue: SimQueue; agent: string } {
  const { queues } = simulation.staffing
  const queue = queues[place % queues.length]!
  const agents = simulation.agentsOf(queue.id)
  return { queue, agent: agents[Math.floor(place / queues.length) % agents.length]!.id }
}

const about = ({ phone, name }: Customer) => ({ phone, name })

function openCase(simulation: Simulation, emit: EmitEvent, place: number): void {
  const { random, agenda, content } = simulation
  const { now } = agenda
  const id = simulation.newId('k')
  const customer = { ...newCustomer(random, content), caseId: id }
  const { queue, agent } = whoseIsIt(simulation, place)
  const isAnswered = !random.chance(UNANSWERED)
  const opened = now - (isAnswered ? random.between(90 * MINUTE, 40 * HOUR) : random.between(5, 130) * MINUTE)
  const priority = customer.isVip ? 'vip' : random.chance(0.1) ? 'high' : 'normal'
  emit(opened, 'case.opened', id, {
    ...{
      kind: 'complaint',
      title: random.pick(Object.values(content.titles).flat()),
      queue: queue.id,
      team: queue.team,
      agent,
    },
    ...{ ...about(customer), priority, channel: 'voice' },
  })
  const replied = isAnswered ? opened + random.between(4, 80) * MINUTE : opened + MINUTE
  if (isAnswered)
    emit(replied, 'case.replied', id, { kind: 'answer', agent, channel: 'voice', accepted: true })
  const due = now + (random.chance(OVERDUE) ? -random.between(1, 90) * MINUTE : dueIn(random.next()) * HOUR)
  const promise = simulation.newId('p')
  emit(replied + 1_000, 'promise.made', promise, {
    ...{ case: id, text: random.pick(content.promises), due: new Date(due).toISOString(), agent },
    ...{ origin: 'service', basis: 'confirmed' },
  })
  emit(replied + 3 * MINUTE, 'promise.confirmed', promise, { channel: 'sms' })
  keepPromise(
    simulation,
    { id, customer, owner: agent, contact: id },
    { id: promise, due: Math.max(due, now) },
  )
}

/** Most is due tomorrow or the day after, some today, a little within two hours. */
function dueIn(chance: number): number {
  if (chance < 0.03) return 0.1 + chance * 60
  if (chance < 0.08) return 2 + ((chance - 0.03) / 0.05) * 22
  return 24 + ((chance - 0.08) / 0.92) * 48
}

function openCallback(simulation: Simulation, emit: EmitEvent, place: number): void {
  const { random, agenda, content } = simulation
  const id = simulation.newId('cb')
  const customer = newCustomer(random, content)
  const { queue } = whoseIsIt(simulation, place)
  const requested = agenda.now - random.between(5, 60) * MINUTE
  const due = agenda.now + random.between(5, 240) * MINUTE
  emit(requested, 'callback.requested', id, {
    ...{ queue: queue.id, due: new Date(due).toISOString(), ...about(customer) },
  })
  const contact: SimContact = {
    ...{ id, customer, channel: 'voice', queue, queuedAt: requested, state: 'over' },
    ...{ missedBy: new Set(), agent: null, transfers: 0, caseId: null },
  }
  agenda.at(due - random.between(-3, 25) * MINUTE, () => attempt(simulation, contact, id, 1))
}
