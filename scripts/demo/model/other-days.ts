import { isHeldBack } from './by-hand.ts'
import { newCustomer } from './customers.ts'
import type { Simulation } from './simulation.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** So many calls go out on a day: to those who hung up, else to customers who asked for an offer. */
const OUTBOUND = 40
const OFFERED = 0.35
const REACHED = 0.7
const SUGGESTIONS = 3
/** Customers whose package is reported, and how much of it they use a day. */
const PACKAGES = 12
/** So many days after it began a package begins anew; the last time just before the end. */
const RESETS_EVERY = 13
const PACKAGE = { limit: 100, unit: 'GB' } as const

export interface OtherDays {
  /** The first midnight. */
  readonly from: number
  readonly days: number
}

/**
 * What a simulated floor does besides what comes in: calls that go out, suggestions, packages that are used up. What of it
 * would have been before now is left out.
 */
export function planOtherDays(simulation: Simulation, { from, days }: OtherDays): void {
  for (let day = 0; day < days; day++) {
    const midnight = from + day * DAY
    planCalls(simulation, midnight)
    planSuggestions(simulation, midnight)
  }
  for (let nth = 0; nth < PACKAGES; nth++) planPackage(simulation, { from, days })
}

/** Somewhere within office hours, while nothing is planned by then. */
const someTime = ({ random }: Simulation, midnight: number, until = 17) =>
  midnight + random.between(9.5, until) * HOUR

function later({ agenda }: Simulation, time: number, happen: () => void): void {
  if (time > agenda.now) agenda.at(time, happen)
}

function planCalls(simulation: Simulation, midnight: number): void {
  for (let nth = 0; nth < OUTBOUND; nth++)
    later(simulation, someTime(simulation, midnight, 21.5), () => callOut(simulation))
}

/** Whom the next call is to; null: nobody. */
function nextToCall({ missed, random, regulars, staffing }: Simulation): Simulation['missed'][number] | null {
  const first = missed.shift()
  if (first !== undefined) return first
  const queue = staffing.queues.find(({ id }) => id === 'sales')
  if (queue === undefined || regulars.length === 0 || !random.chance(OFFERED)) return null
  return { queue, customer: random.pick(regulars) }
}

/** Whoever is free calls a customer; where nobody is, or they do not answer, it is tried again later. */
function callOut(simulation: Simulation): void {
  const { agenda, random, emit } = simulation
  const call = nextToCall(simulation)
  if (call === null) return
  const { queue, customer } = call
  const agent = simulation.agentsOf(queue.id).find((one) => isFree(one) && !isHeldBack(simulation, one))
  if (agent === undefined) {
    simulation.missed.push(call)
    return
  }
  const { phone, name } = customer
  const id = simulation.newId('out')
  const contact = {
    ...{ id, customer, channel: 'voice' as const, queue, queuedAt: agenda.now, state: 'served' as const },
    ...{ missedBy: new Set<string>(), agent, transfers: 2, caseId: null },
  }
  agent.contacts.add(contact)
  emit('contact.dialled', id, { agent: agent.id, queue: queue.id, phone, name })
  const rings = random.between(6, 24) * 1_000
  const talks = random.chance(REACHED) ? random.logNormal(150, 0.5) * 1_000 : 0
  if (talks === 0) simulation.missed.push(call)
  if (talks > 0) agenda.at(agenda.now + rings, () => emit('contact.answered', id, { agent: agent.id }))
  agenda.at(agenda.now + rings + talks, () => {
    agent.contacts.delete(contact)
    agent.idleSince = agenda.now
    emit('contact.ended', id, { by: 'agent' })
    if (talks > 0) emit('contact.flagged', id, { kind: 'solved' })
    emit('contact.wrapped', id, { agent: agent.id })
    simulation.wake()
  })
}

const isFree = ({ isIn, away, wants, contacts }: Simulation['agents'][number]) =>
  isIn && away === null && wants === null && contacts.size === 0

function planSuggestions(simulation: Simulation, midnight: number): void {
  const { agenda, random, emit, content } = simulation
  for (let nth = 0; nth < SUGGESTIONS; nth++)
    later(simulation, someTime(simulation, midnight), () => {
      const { phone, name } = newCustomer(random, content)
      const id = simulation.newId('k')
      const agent = random.pick(simulation.agents).id
      emit('case.opened', id, {
        ...{ kind: 'suggestion', title: random.pick(content.suggestions), queue: 'service', team: 'service' },
        ...{ agent, phone, name, channel: 'web' },
      })
      const answered = agenda.now + random.between(2, 7) * HOUR
      agenda.at(answered, () =>
        emit('case.replied', id, {
          ...{ kind: 'answer', agent, channel: 'email', accepted: true },
          text: random.pick(content.suggestionAnswers),
        }),
      )
      agenda.at(answered + 10 * MINUTE, () =>
        emit('case.resolved', id, { outcome: random.chance(0.5) ? 'solved' : 'declined' }),
      )
    })
}

/** A package is reported each evening; who has used all of it gets more at the end of the week. */
function planPackage(simulation: Simulation, { from, days }: OtherDays): void {
  const { random, emit, content } = simulation
  const { phone } = newCustomer(random, content)
  const id = simulation.newId('pk')
  const perDay = random.between(3.5, 8)
  let used = random.between(0, 30)
  for (let day = 0; day < days; day++)
    later(simulation, from + day * DAY + 20 * HOUR + random.between(0, 60) * MINUTE, () => {
      used = day % RESETS_EVERY === RESETS_EVERY - 1 ? 0 : used + perDay * random.between(0.4, 1.6)
      emit('allowance.reported', id, {
        ...{ customer: `tel:${phone}`, name: content.package, used: Math.round(used), ...PACKAGE },
      })
    })
}
