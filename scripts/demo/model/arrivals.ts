import { type Customer, newCustomer } from './customers.ts'
import { giveUpWaiting } from './giving-up.ts'
import { RESERVED_MS } from './routing.ts'
import type { SimContact, Simulation } from './simulation.ts'
import type { SimQueue, SimTeam } from './staffing.ts'

const HOUR = 3_600_000
const OPENS = 8
const CLOSES = 21.75

/** How much of its planned agents' time a team's contacts take, by the hour: the morning, the afternoon, the evening. */
const LOAD: readonly (readonly [hour: number, load: number])[] = [
  [8, 0.72],
  [9, 0.78],
  [10, 0.83],
  [11.2, 0.82],
  [12.5, 0.74],
  [14, 0.8],
  [15.5, 0.8],
  [17.5, 0.74],
  [19.5, 0.72],
  [21, 0.66],
  [22, 0.5],
]
/** Of a planned hour an agent is at the desk for this share; the rest is breaks and meals. */
const AT_DESK = 0.85
/** Agents planned at an hour, as a share of the team: the shifts of `presence.ts` and who is off. */
const PLANNED: readonly (readonly [hour: number, share: number])[] = [
  [8, 0.24],
  [9, 0.46],
  [11.5, 0.6],
  [13.5, 0.86],
  [16.5, 0.62],
  [17.5, 0.39],
  [20, 0.26],
  [22, 0],
]
/** A small team cannot be as busy as a large one and answer as soon. */
const smallTeam = (agents: number): number => Math.min(1, 0.6 + agents / 34)
/** How many chats one agent's time is worth at once. */
const CHATS_AT_ONCE = 2.1

function curve(points: readonly (readonly [number, number])[], hour: number): number {
  const next = points.findIndex(([at]) => at > hour)
  if (next <= 0) return next === 0 ? points[0]![1] : points.at(-1)![1]
  const [fromHour, from] = points[next - 1]!
  const [toHour, to] = points[next]!
  return from + ((to - from) * (hour - fromHour)) / (toHour - fromHour)
}

function step(points: readonly (readonly [number, number])[], hour: number): number {
  return points.findLast(([at]) => at <= hour)?.[1] ?? 0
}

/** Contacts an hour of a queue at an hour of the day. */
export function ratePerHour(queue: SimQueue, team: SimTeam, hour: number): number {
  if (hour < OPENS || hour > CLOSES) return 0
  const atDesk = team.capacity * step(PLANNED, hour) * AT_DESK
  // Medians of log-normal times are below their means.
  const handleSec = queue.talkSec * 1.16 + queue.wrapSec * 1.13 + 5
  const worth = queue.isChat ? CHATS_AT_ONCE : 1
  const load = curve(LOAD, hour) * smallTeam(team.agents.length)
  return (queue.share * atDesk * load * worth * 3_600) / handleSec
}

/** Starts the arrivals of every queue; they go on for ever. */
export function startArrivals(simulation: Simulation): void {
  for (const team of simulation.staffing.teams)
    for (const queue of team.queues) scheduleNext(simulation, queue, team)
}

/** Thinning: candidates come at the highest rate there can be, and those beyond the hour's rate stay away. */
function scheduleNext(simulation: Simulation, queue: SimQueue, team: SimTeam): void {
  const { agenda, random } = simulation
  const rush = simulation.rush.get(queue.id) ?? 1
  const most =
    Math.max(...Array.from({ length: 29 }, (_, half) => ratePerHour(queue, team, 8 + half / 2))) * rush
  agenda.at(agenda.now + random.exponential(HOUR / most), () => {
    const hour = (agenda.now - simulation.dayOf(agenda.now)) / HOUR
    const rate = ratePerHour(queue, team, hour) * rush * simulation.load(queue, agenda.now)
    if (random.chance(rate / most)) arrive(simulation, queue)
    scheduleNext(simulation, queue, team)
  })
}

/** A contact comes in now. */
export function arrive(simulation: Simulation, queue: SimQueue, takes?: SimContact['takes']): void {
  const customer = whoComes(simulation, queue)
  const contact: SimContact = {
    id: simulation.newId('c'),
    customer,
    channel: queue.isChat ? 'chat' : 'voice',
    queue,
    queuedAt: simulation.agenda.now,
    state: 'waiting',
    missedBy: new Set(),
    agent: null,
    transfers: 0,
    caseId: customer.caseId,
    ...(takes && { takes }),
  }
  simulation.waiting.get(queue.id)!.push(contact)
  const { phone, name } = customer
  const vip = customer.isVip ? { priority: 'vip' } : {}
  const via = contact.channel === 'chat' ? { via: 'bot' } : { via: 'ivr' }
  simulation.emit('contact.queued', contact.id, {
    queue: queue.id,
    channel: contact.channel,
    phone,
    name,
    ...vip,
    ...via,
  })
  giveUpWaiting(simulation, contact)
  simulation.wake()
  simulation.agenda.at(
    simulation.agenda.now + RESERVED_MS,
    () => contact.state === 'waiting' && simulation.wake(),
  )
}

/** Now and then somebody whose matter is still open calls again; most are new. */
function whoComes(simulation: Simulation, queue: SimQueue): Customer {
  const { chasing, random } = simulation
  const again = queue.isComplaints ? 0.12 : 0.012
  if (chasing.length > 0 && !queue.isChat && random.chance(again)) return random.pick(chasing)
  const { returning, regulars } = simulation
  if (returning === 0) return newCustomer(random, simulation.content)
  if (regulars.length > 0 && random.chance(returning)) return random.pick(regulars)
  const customer = newCustomer(random, simulation.content)
  regulars.push(customer)
  return customer
}
