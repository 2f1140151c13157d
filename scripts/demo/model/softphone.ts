import { arrive } from './arrivals.ts'
import { comeIn } from './presence.ts'
import { leaveQueue, releaseAgent } from './serving.ts'
import type { SimAgent, SimContact, Simulation, Softphone } from './simulation.ts'

const SEC = 1_000
/** So long it rings with somebody who sits there before the next one is rung. */
const RINGS_MS = 25 * SEC
/** Somebody real presses in real seconds, however fast the floor's clock runs. */
const PRESSED_WITHIN_MS = 12 * SEC
/** Who sits there and is free is called within this time; so many times longer after each call that rang in vain. */
const CALLED_WITHIN_MS = 15 * SEC
const SELDOM = 2
const SELDOMEST = 4

export interface SoftphoneConnection {
  /** From when calls ring there, ms since 1970. */
  readonly callsFrom: number
  /** Seconds of the site in a real one. */
  readonly speed: () => number
}

/**
 * Somebody real sits down: from now on nothing is done for them. They have on the line whom the played agent had, and
 * the desk alone says whether they are there and free.
 */
export function connectSoftphone(simulation: Simulation, id: string, options: SoftphoneConnection): void {
  simulation.heldBack.add(id)
  const agent = agentOf(simulation, id)
  // Who sits down is there, wherever the played agent was.
  if (!agent.isIn || agent.away !== null) comeIn(simulation, agent)
  agent.wants = null
  const softphone: Softphone = {
    ...options,
    isFree: false,
    freeSince: 0,
    inVain: 0,
    contact: null,
    says: '',
    wrapsUp: null,
  }
  simulation.softphones.set(id, softphone)
  for (const contact of agent.contacts) takeOver(simulation, softphone, contact, agent)
  agent.contacts.clear()
  if (softphone.contact !== null) agent.contacts.add(softphone.contact)
}

/** What the played agent had in hand: the call is theirs who sat down; what cannot be theirs comes to its end. */
function takeOver(simulation: Simulation, softphone: Softphone, contact: SimContact, agent: SimAgent): void {
  const isInQueue = simulation.waiting.get(contact.queue.id)!.includes(contact)
  if (contact.state === 'over') return
  if (contact.channel === 'voice' && contact.state === 'served') {
    softphone.contact = contact
    softphone.says = saysOf(simulation, contact)
  } else if (contact.channel === 'voice' && isInQueue) ringSoftphone(simulation, contact, agent)
  else if (isInQueue) ringElsewhere(simulation, contact, agent)
  else {
    contact.state = 'over'
    simulation.emit('contact.ended', contact.id, { by: 'agent' })
    simulation.emit('contact.wrapped', contact.id, { agent: agent.id })
  }
}

/** They go: whom they have on the line is let go, and the agent is played again; `isHeldBack`: by a script alone. */
export function disconnectSoftphone(simulation: Simulation, id: string, isHeldBack: boolean): void {
  const softphone = simulation.softphones.get(id)
  if (softphone === undefined) return
  const { contact } = softphone
  hangUp(simulation, id)
  if (contact?.state === 'ringing') ringElsewhere(simulation, contact, agentOf(simulation, id))
  if (softphone.wrapsUp !== null) simulation.emit('contact.wrapped', softphone.wrapsUp.id, { agent: id })
  simulation.softphones.delete(id)
  if (!isHeldBack) simulation.heldBack.delete(id)
  // Whatever they made of the desk, away or signed out, is over with them.
  comeIn(simulation, agentOf(simulation, id))
}

/** The call has been offered: it rings until it is answered, or somebody else is rung. */
export function ringSoftphone(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  const { agenda } = simulation
  const softphone = simulation.softphones.get(agent.id)!
  softphone.contact = contact
  softphone.says = saysOf(simulation, contact)
  agenda.at(agenda.now + Math.max(RINGS_MS, PRESSED_WITHIN_MS * softphone.speed()), () => {
    if (contact.state !== 'ringing' || softphone.contact !== contact) return
    softphone.contact = null
    softphone.inVain++
    ringElsewhere(simulation, contact, agent)
    expectCall(simulation, softphone, agent)
  })
}

function ringElsewhere(simulation: Simulation, contact: SimContact, agent: SimAgent): void {
  releaseAgent(simulation, contact, agent)
  contact.state = 'waiting'
  contact.missedBy.add(agent.id)
  simulation.emit('contact.declined', contact.id, { agent: agent.id, reason: 'no_answer' })
  simulation.wake()
}

/** What callers of a queue are about, by cause; of another: any of it. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  technical: ['outage', 'product-fault'],
  billing: ['billing-error'],
  sales: ['late-delivery'],
}

function saysOf({ random, content }: Simulation, { queue }: SimContact): string {
  const titles = Object.entries(content.titles)
  const own = titles.filter(([cause]) => ABOUT[queue.id]?.includes(cause))
  return random.pick((own.length > 0 ? own : titles).flatMap(([, all]) => all))
}

/** What the desk says: whether who sits there is free. */
export function setFree(simulation: Simulation, id: string, isFree: boolean): void {
  const softphone = simulation.softphones.get(id)
  if (softphone === undefined || softphone.isFree === isFree) return
  softphone.isFree = isFree
  if (!isFree) return
  softphone.wrapsUp = null
  simulation.wake()
  expectCall(simulation, softphone, agentOf(simulation, id))
}

/** If no call comes by itself, one is made: whoever sits down wants to see one. */
function expectCall(simulation: Simulation, softphone: Softphone, agent: SimAgent): void {
  const { agenda } = simulation
  softphone.freeSince = agenda.now
  const since = agenda.now
  const within = CALLED_WITHIN_MS * SELDOM ** Math.min(SELDOMEST, softphone.inVain)
  agenda.at(Math.max(agenda.now, softphone.callsFrom) + within, () => {
    const isOpen = softphone.isFree && softphone.contact === null && softphone.freeSince === since
    if (isOpen && simulation.softphones.get(agent.id) === softphone) call(simulation, agent)
  })
}

/** Calls ring there from now on, whatever was waited for. */
export function callFromNow(simulation: Simulation, id: string): void {
  const softphone = simulation.softphones.get(id)
  if (softphone === undefined) return
  softphone.callsFrom = simulation.agenda.now
  simulation.wake()
  if (softphone.isFree && softphone.contact === null)
    expectCall(simulation, softphone, agentOf(simulation, id))
}

/** Somebody calls a queue that the agent serves, not to complain if there is another. */
function call(simulation: Simulation, agent: SimAgent): void {
  const served = [...agent.skills.own, ...agent.skills.helps]
  const spoken = simulation.staffing.queues.filter(({ id, isChat }) => !isChat && served.includes(id))
  const usual = spoken.filter(({ isComplaints }) => !isComplaints)
  if (spoken.length > 0) arrive(simulation, simulation.random.pick(usual.length > 0 ? usual : spoken))
}

/** Pressed on the telephone: the call that rings is answered. */
export function answerSoftphone(simulation: Simulation, id: string): void {
  const softphone = simulation.softphones.get(id)
  const contact = softphone?.contact
  if (softphone === undefined || contact?.state !== 'ringing') return
  leaveQueue(simulation, contact)
  contact.state = 'served'
  softphone.inVain = 0
  simulation.emit('contact.answered', contact.id, { agent: id })
}

/** Pressed on the telephone: the call is over; its wrap-up is ended on the desk. */
export function hangUp(simulation: Simulation, id: string): void {
  const softphone = simulation.softphones.get(id)
  const contact = softphone?.contact
  if (softphone === undefined || contact?.state !== 'served') return
  contact.state = 'over'
  softphone.contact = null
  softphone.wrapsUp = contact
  // What the desk says is a moment behind.
  softphone.isFree = false
  releaseAgent(simulation, contact, contact.agent!)
  simulation.emit('contact.ended', contact.id, { by: 'agent' })
}

const agentOf = ({ agents }: Simulation, id: string): SimAgent => agents.find((agent) => agent.id === id)!
