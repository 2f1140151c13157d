import type { EventData } from '#core/event/event.ts'
import type { EventType } from '#core/event/event-data.ts'
import type { DemoContent } from '../content/content.ts'
import { type Agenda, createAgenda } from './agenda.ts'
import type { Customer } from './customers.ts'
import { isByHand } from './left-by-hand.ts'
import { createRandom, type Random } from './random.ts'
import type { DemoStaffing, SimQueue, Skills } from './staffing.ts'

/** An event as a feed sends it (contract §3). */
export interface DemoEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: EventType
  readonly time: string
  readonly subject: string
  readonly data: Record<string, unknown>
}

export interface SimAgent {
  readonly id: string
  readonly skills: Skills
  isIn: boolean
  /** Why the agent is away, or null. */
  away: string | null
  /** What the agent wants to do as soon as nobody is served. */
  wants: { readonly reason: string; readonly forMs: number } | 'home' | null
  /** Contacts that ring or are served, and their wrap-ups. */
  readonly contacts: Set<SimContact>
  idleSince: number
}

export interface SimContact {
  readonly id: string
  readonly customer: Customer
  readonly channel: 'voice' | 'chat'
  queue: SimQueue
  queuedAt: number
  state: 'waiting' | 'ringing' | 'served' | 'over'
  /** Agents who let it ring. */
  readonly missedBy: Set<string>
  agent: SimAgent | null
  transfers: number
  /** The case that the call is about. */
  caseId: string | null
  /** Median talk and wrap-up, where they are not those of its queue. */
  readonly takes?: Pick<SimQueue, 'talkSec' | 'wrapSec'>
}

/** The telephone of an agent at whose desk somebody real sits: calls ring there, and that person answers and ends them. */
export interface Softphone {
  /** Whether the desk says that they are free: signed in, not away, with nobody on the line. */
  isFree: boolean
  /** Since when, or since when it last rang in vain. */
  freeSince: number
  /** How many calls rang in vain, one after the other. */
  inVain: number
  contact: SimContact | null
  /** What the caller says at the answer. */
  says: string
  /** The call after which the desk has not said yet that they are free. */
  wrapsUp: SimContact | null
  /** From when calls ring there. */
  callsFrom: number
  /** Seconds of the site in a real one. */
  readonly speed: () => number
}

/** The state of the simulated floor, and what its parts do with it. */
export interface Simulation {
  readonly staffing: DemoStaffing
  /** What is said, in the site's language. */
  readonly content: DemoContent
  readonly random: Random
  readonly agenda: Agenda
  readonly agents: readonly SimAgent[]
  /** Who serves a queue, in the order of `agents`. */
  agentsOf(queue: string): readonly SimAgent[]
  readonly waiting: Map<string, SimContact[]>
  /** Arrivals are this many times the usual ones, by queue, while there is a crisis. */
  readonly rush: Map<string, number>
  /** How much comes in at an instant against the usual: 1 unless the floor is told otherwise. */
  readonly load: (queue: SimQueue, at: number) => number
  /** Whether nothing goes wrong by chance at present. */
  readonly isCalm: () => boolean
  /** Of a team, so many are off or ill on a day. */
  readonly off: number
  /** The share of those who come who were here before; 0: nobody is known again. */
  readonly returning: number
  /** Who was here before, where anybody comes again. */
  readonly regulars: Customer[]
  /** Agents who take the first shift. */
  readonly early: Set<string>
  /** Agents whom somebody else plays: nothing is offered to them here, and they follow no plan of ours. */
  readonly heldBack: Set<string>
  /** Kind and id of what somebody real has acted upon. */
  readonly byHand: Set<string>
  /** Agents whom somebody real has put away or signed out. */
  readonly wentByHand: Set<string>
  /** Telephones of agents at whose desk somebody real sits. */
  readonly softphones: Map<string, Softphone>
  ringSoftphone(contact: SimContact, agent: SimAgent): void
  /** Who gave up waiting, where they are called back: the one who has waited longest first. */
  readonly missed: Pick<SimContact, 'customer' | 'queue'>[]
  /** Customers with something open, who may call again about it. */
  readonly chasing: Customer[]
  /** Somebody became free, or came: brings those who wait and those who are free together. */
  wake(): void
  /** The first instant of the site's day that holds an instant. */
  dayOf(at: number): number
  nextDay(day: number): number
  emit<T extends EventType>(type: T, subject: string, data: EventData<T>): void
  /** A new id such as `c-000017`. */
  newId(kind: string): string
  takeEvents(): DemoEvent[]
}

export interface SimulationOptions {
  readonly seed: string
  readonly source: string
  readonly start: number
  readonly staffing: DemoStaffing
  readonly content: DemoContent
  readonly load?: Simulation['load']
  /** Whether nothing goes wrong by chance at an instant (ms since 1970). */
  readonly isCalm?: (at: number) => boolean
  readonly off?: number
  readonly returning?: number
  readonly dayOf: (at: number) => number
  readonly nextDay: (day: number) => number
}

/** Of a team, so many are off or ill on a usual day. */
const OFF = 0.14

/** An empty floor; `wake` is told what to do by who puts the parts together. */
export function createSimulation({
  seed,
  source,
  start,
  staffing,
  content,
  load = () => 1,
  isCalm = () => false,
  off = OFF,
  returning = 0,
  dayOf,
  nextDay,
}: SimulationOptions): Simulation {
  const agenda = createAgenda(start)
  const serials = new Map<string, number>()
  const byHand = new Set<string>()
  let emitted: DemoEvent[] = []
  let serial = 0
  const stamp = new Date(start).toISOString().slice(0, 13).replace(/\D/g, '')
  const padded = (value: number, width: number) => String(value).padStart(width, '0')
  const agents = staffing.teams.flatMap((team) => team.agents.map((id) => newAgent(id, staffing, start)))
  const byQueue = new Map<string, SimAgent[]>(staffing.queues.map(({ id }) => [id, []]))
  for (const agent of agents)
    for (const queue of [...agent.skills.own, ...agent.skills.helps]) byQueue.get(queue)?.push(agent)
  return {
    staffing,
    content,
    agenda,
    random: createRandom(seed),
    agents,
    agentsOf: (queue) => byQueue.get(queue) ?? [],
    waiting: new Map(staffing.queues.map(({ id }) => [id, []])),
    rush: new Map(),
    load,
    isCalm: () => isCalm(agenda.now),
    off,
    returning,
    regulars: [],
    early: new Set(),
    heldBack: new Set(),
    byHand,
    wentByHand: new Set(),
    softphones: new Map(),
    ringSoftphone() {},
    missed: [],
    chasing: [],
    wake() {},
    dayOf,
    nextDay,
    emit(type, subject, data) {
      if (isByHand(byHand, { type, subject, data })) return
      emitted.push({
        specversion: '1.0',
        // One width for all: of events at one instant the id says the order.
        id: `${stamp}-${padded(++serial, 9)}`,
        source,
        type,
        time: new Date(agenda.now).toISOString(),
        subject,
        data,
      })
    },
    newId(kind) {
      const next = (serials.get(kind) ?? 0) + 1
      serials.set(kind, next)
      return `${kind}-${stamp}-${padded(next, 5)}`
    },
    takeEvents() {
      const events = emitted
      emitted = []
      return events
    },
  }
}

const newAgent = (id: string, staffing: DemoStaffing, start: number): SimAgent => ({
  id,
  skills: staffing.skillsOf(id),
  isIn: false,
  away: null,
  wants: null,
  contacts: new Set(),
  idleSince: start,
})
