import type { Site } from '#core/site/site-schema.ts'
import { createSiteDays } from '#core/time/site-day.ts'
import { demoContentOf } from '../content/content.ts'
import { arrive } from '../model/arrivals.ts'
import type { DemoFloor } from '../model/demo-floor.ts'
import { comeIn, want } from '../model/presence.ts'
import { route } from '../model/routing.ts'
import { createSimulation, type DemoEvent, type SimAgent, type Simulation } from '../model/simulation.ts'
import type { SimQueue } from '../model/staffing.ts'
import { largeStaffing } from './large-staffing.ts'
import { openWork } from './open-work.ts'

export interface LargeFloorOptions {
  /** A site such as `largeSite` makes. */
  readonly site: Site
  readonly seed: string
  /** The feed in whose name is told. */
  readonly source: string
  /** When the floor is first looked at, ms since 1970; calls have come for `CALLS_BEFORE_MS` by then. */
  readonly start: number
  /** Open at the start: cases with a promise each, and callbacks. */
  readonly cases: number
  readonly callbacks: number
  /** How many events a second are told, about. */
  readonly eventsPerSec: number
}

export const LARGE_FLOOR = { cases: 3_000, callbacks: 300, eventsPerSec: 60 } as const

const SEC = 1_000
const MINUTE = 60 * SEC
const HOUR = 60 * MINUTE
/**
 * So long calls come before the floor is looked at: lines and agents' states are as in the middle of a day. Told all at
 * once they are older than the floor's present, so that longer ones would raise the alerts of long waits.
 */
const CALLS_BEFORE_MS = 55 * SEC
/** Events of the floor for each contact that comes in, all in all. */
const EVENTS_A_CONTACT = 6.75
/** Of a queue that opens a complaint with each call only so many of the other queues' calls. */
const COMPLAINTS = 0.05
/** Calls of a team against the others': some have too few people today, and customers wait. */
const BUSY = [0.95, 0.8, 1.17, 0.9, 1.05, 1.13, 0.85] as const
const HEARTBEAT_MS = 20 * SEC

/** A simulated hall at the busiest hour, a pure function of its options and of time. Null: the site has no teams. */
export function createLargeFloor(options: LargeFloorOptions): DemoFloor | null {
  const { site, seed, source, start, eventsPerSec } = options
  const staffing = largeStaffing(site)
  if (staffing === null) return null
  const days = createSiteDays(site.site.timezone, '00:00')
  const began = start - CALLS_BEFORE_MS
  const { dayOf, nextDay } = days
  const content = demoContentOf(site.site.language)
  const simulation = createSimulation({ seed, source, start: began, staffing, content, dayOf, nextDay })
  simulation.wake = () => route(simulation)
  const status: DemoEvent[] = openWork(simulation, source, options)
  for (const agent of simulation.agents) {
    comeIn(simulation, agent)
    planPauses(simulation, agent)
  }
  callNext(simulation, weighted(staffing.queues), (EVENTS_A_CONTACT * SEC) / eventsPerSec)
  beat(simulation, source)
  return {
    advance(until) {
      simulation.agenda.run(until)
      return [...status.splice(0), ...simulation.takeEvents()]
    },
  }
}

/** Breaks and meals without end: one agent in twelve is away at a time. */
function planPauses(simulation: Simulation, agent: SimAgent): void {
  const { agenda, random } = simulation
  const pause = (after: number) =>
    agenda.at(agenda.now + after, () => {
      const isMeal = random.chance(0.2)
      const reason = isMeal
        ? 'meal'
        : random.pick(['break', 'break', 'break', 'training', 'meeting', 'coaching'])
      want(simulation, agent, { reason, forMs: random.between(6, 14) * (isMeal ? 3 : 1) * MINUTE })
      pause(random.between(1.6, 2.6) * HOUR)
    })
  pause(random.between(0, 2.2) * HOUR)
}

/** Queues with the sum of weights up to and with each. */
function weighted(queues: readonly SimQueue[]): { queue: SimQueue; upTo: number }[] {
  const teams = [...new Set(queues.map(({ team }) => team))]
  let upTo = 0
  return queues.map((queue) => {
    const busy = BUSY[teams.indexOf(queue.team) % BUSY.length]!
    upTo += queue.share * busy * (queue.isComplaints ? COMPLAINTS : 1)
    return { queue, upTo }
  })
}

function callNext(simulation: Simulation, queues: ReturnType<typeof weighted>, meanMs: number): void {
  const { agenda, random } = simulation
  agenda.at(agenda.now + random.exponential(meanMs), () => {
    const chosen = random.next() * queues.at(-1)!.upTo
    arrive(simulation, queues.find(({ upTo }) => upTo > chosen)!.queue)
    callNext(simulation, queues, meanMs)
  })
}

/** A feed that has nothing to tell says that it lives. */
function beat(simulation: Simulation, source: string): void {
  simulation.emit('feed.heartbeat', source, {})
  simulation.agenda.at(simulation.agenda.now + HEARTBEAT_MS, () => beat(simulation, source))
}
