import type { Aftermath } from './aftermath.ts'
import { type Customer, someCustomer } from './customers.ts'
import { demandAt, demands, gapMs, type QueueDemand } from './demand.ts'
import type { Agent, Staff } from './staff.ts'
import { MIN, SEC, type World } from './world.ts'

/** A contact that waits, rings or talks. */
export interface Contact {
  readonly id: string
  readonly customer: Customer
  demand: QueueDemand
  state: 'waiting' | 'ringing' | 'talking' | 'gone'
  queuedAt: number
  transfers: number
}

const MAX_WAITING = 18
const RING_MISSED_MS = 18 * SEC

/** Contacts that come, wait, ring, talk, are passed on, and end. */
export interface Contacts {
  /** A customer calls (again); gives the contact's id. */
  arrive(queue: string, customer: Customer): string
  /** An agent may have become free: the contact that has waited the longest goes there. */
  serve(agent: Agent): void
  /** An agent calls a customer; `ended` is told whether they spoke. */
  dial(agent: Agent, customer: Customer, callback: string | null, ended: (reached: boolean) => void): void
  /** Multiplies the demand of a queue while something is wrong. */
  surge(queue: string, factor: number): void
}

export function createContacts(world: World, staff: () => Staff, aftermath: () => Aftermath): Contacts {
  const { agenda, random, emit } = world
  const waiting = new Map<string, Contact[]>(demands.map(({ id }) => [id, []]))
  const factors = new Map<string, number>()

  function take(contact: Contact): void {
    const line = waiting.get(contact.demand.id)!
    const index = line.indexOf(contact)
    if (index !== -1) line.splice(index, 1)
  }

  function arrive(queue: string, customer: Customer): string {
    const demand = demands.find(({ id }) => id === queue)!
    const id = world.nextId(demand.channel === 'chat' ? 'chat' : 'call')
    const contact: Contact = { id, customer, demand, state: 'waiting', queuedAt: agenda.now, transfers: 0 }
    enter(contact)
    return id
  }

  function enter(contact: Contact): void {
    const { demand, customer, id } = contact
    contact.state = 'waiting'
    contact.queuedAt = agenda.now
    emit('contact.queued', id, { queue: demand.id, channel: demand.channel, ...customer })
    const line = waiting.get(demand.id)!
    if (line.length >= MAX_WAITING) {
      contact.state = 'gone'
      emit('contact.left', id, { reason: 'full' })
      return
    }
    line.push(contact)
    agenda.after(Math.max(2, random.exponential(demand.patienceSec)) * SEC, () => loseTo(contact))
    const agent = staff().freeFor(demand.id, demand.channel)
    if (agent !== null) offer(contact, agent)
  }

  /** Patience is over: some ask to be called back, the others hang up. */
  function loseTo(contact: Contact): void {
    if (contact.state !== 'waiting') return
    contact.state = 'gone'
    take(contact)
    const waitedMs = agenda.now - contact.queuedAt
    if (contact.demand.channel === 'voice' && waitedMs > 45 * SEC && random.chance(0.35)) {
      emit('contact.left', contact.id, { reason: 'callback' })
      aftermath().wantsCallback(contact.demand.id, contact.customer, contact.id)
      return
    }
    emit('contact.abandoned', contact.id)
  }

  function offer(contact: Contact, agent: Agent): void {
    const isChat = contact.demand.channel === 'chat'
    contact.state = 'ringing'
    take(contact)
    if (isChat) agent.chats++
    else agent.calls++
    emit('contact.offered', contact.id, { agent: agent.id })
    if (random.chance(0.015)) {
      agenda.after(RING_MISSED_MS, () => missed(contact, agent))
      return
    }
    agenda.after((isChat ? random.between(2, 9) : random.between(1.5, 6)) * SEC, () => answer(contact, agent))
  }

  function missed(contact: Contact, agent: Agent): void {
    emit('contact.declined', contact.id, { agent: agent.id, reason: 'no_answer' })
    release(contact, agent)
    contact.state = 'waiting'
    waiting.get(contact.demand.id)!.unshift(contact)
    agent.away = true
    emit('agent.away', agent.id, { reason: 'missed' })
    agenda.after(random.between(20, 90) * SEC, () => {
      if (!agent.on) return
      agent.away = false
      emit('agent.available', agent.id)
      staff().settle(agent)
    })
    const other = staff().freeFor(contact.demand.id, contact.demand.channel)
    if (other !== null) offer(contact, other)
  }

  function release(contact: Contact, agent: Agent): void {
    if (contact.demand.channel === 'chat') agent.chats--
    else agent.calls--
  }

  function answer(contact: Contact, agent: Agent): void {
    contact.state = 'talking'
    emit('contact.answered', contact.id, { agent: agent.id })
    const talkMs = Math.max(15, random.skewed(contact.demand.talkSec, 0.55)) * SEC
    if (contact.demand.channel === 'chat') chatOn(contact, agenda.now + talkMs)
    else if (random.chance(0.14)) hold(contact, talkMs)
    agenda.after(talkMs, () => finish(contact, agent))
  }

  function chatOn(contact: Contact, until: number): void {
    const next = () => {
      if (contact.state !== 'talking' || agenda.now >= until - SEC) return
      emit('contact.message', contact.id, { by: random.chance(0.5) ? 'customer' : 'agent' })
      agenda.after(random.exponential(35) * SEC, next)
    }
    agenda.after(random.between(2, 8) * SEC, next)
  }

  function hold(contact: Contact, talkMs: number): void {
    const from = talkMs * random.between(0.2, 0.6)
    agenda.after(from, () => emit('contact.held', contact.id))
    agenda.after(from + Math.min(talkMs * 0.3, random.between(10, 80) * SEC), () =>
      emit('contact.resumed', contact.id),
    )
  }

  function finish(contact: Contact, agent: Agent): void {
    const passOn = contact.demand.channel === 'voice' && contact.transfers < 3 && random.chance(0.05)
    if (passOn) {
      const to = contact.demand.id === 'complaints' || random.chance(0.3) ? 'technical' : 'service'
      emit('contact.transferred', contact.id, { to: { queue: to } })
      contact.transfers++
      contact.demand = demands.find(({ id }) => id === to)!
      agenda.after(SEC, () => enter(contact))
    } else {
      contact.state = 'gone'
      emit('contact.ended', contact.id, { by: random.chance(0.8) ? 'customer' : 'agent' })
      aftermath().spoke(contact, agent)
    }
    wrap(contact, agent)
  }

  function wrap(contact: Contact, agent: Agent): void {
    // Its own kind is remembered: a transfer has given the contact another queue.
    const isChat = contact.id.startsWith('chat')
    agenda.after(Math.max(4, random.skewed(contact.demand.wrapSec, 0.5)) * SEC, () => {
      emit('contact.wrapped', contact.id, { agent: agent.id })
      if (isChat) agent.chats--
      else agent.calls--
      if (random.chance(0.28)) rate(contact)
      staff().settle(agent)
    })
  }

  function rate(contact: Contact): void {
    const score = random.pick([5, 5, 5, 5, 4, 4, 4, 3, 2, 1])
    agenda.after(random.between(1, 4) * MIN, () => emit('contact.rated', contact.id, { score, of: 5 }))
  }

  function serve(agent: Agent): void {
    let oldest: Contact | null = null
    for (const queue of agent.queues)
      for (const contact of waiting.get(queue) ?? []) {
        if (!staff().canTake(agent, contact.demand.channel)) continue
        if (oldest === null || contact.queuedAt < oldest.queuedAt) oldest = contact
      }
    if (oldest !== null) offer(oldest, agent)
    else aftermath().idle(agent)
  }

  function dial(
    agent: Agent,
    customer: Customer,
    callback: string | null,
    ended: (reached: boolean) => void,
  ): void {
    const id = world.nextId('out')
    agent.calls++
    const of = callback === null ? {} : { callback }
    emit('contact.dialled', id, { agent: agent.id, ...of, ...customer })
    const reached = random.chance(0.72)
    const talkMs = reached ? random.skewed(150, 0.5) * SEC : 0
    const ringMs = random.between(6, 25) * SEC
    if (reached) agenda.after(ringMs, () => emit('contact.answered', id, { agent: agent.id }))
    agenda.after(ringMs + talkMs, () => {
      emit('contact.ended', id, { by: 'agent' })
      ended(reached)
      agenda.after(random.between(5, 25) * SEC, () => {
        emit('contact.wrapped', id, { agent: agent.id })
        agent.calls--
        staff().settle(agent)
      })
    })
  }

  /** Arrivals by thinning: candidates at the height of the day, of which the hour lets its share through. */
  function plan(demand: QueueDemand): void {
    const highest = demand.perHour * 4
    agenda.after(random.exponential(gapMs(highest)), () => {
      const now = demandAt(demand, world.hour()) * (factors.get(demand.id) ?? 1)
      if (random.chance(now / highest)) arrive(demand.id, someCustomer(world))
      plan(demand)
    })
  }
  for (const demand of demands) plan(demand)

  return { arrive, serve, dial, surge: (queue, factor) => void factors.set(queue, factor) }
}
