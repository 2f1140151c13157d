import type { Site } from '#core/site/site-schema.ts'
import { createSiteDays } from '#core/time/site-day.ts'
import { demoContentOf } from '../content/content.ts'
import { startArrivals } from './arrivals.ts'
import { planCrisis } from './crisis.ts'
import { planShifts } from './presence.ts'
import { route } from './routing.ts'
import { createSimulation, type DemoEvent, type Simulation } from './simulation.ts'
import { ringSoftphone } from './softphone.ts'
import { staffingOf } from './staffing.ts'

/** A simulated call centre: a pure function of seed, beginning and time. */
export interface DemoFloor {
  /** What happens up to and with `until`, ms since 1970. How the time is cut up changes nothing. */
  advance(until: number): DemoEvent[]
}

export interface DemoFloorOptions {
  readonly site: Site
  readonly seed: string
  /** The feed in whose name is told. */
  readonly source: string
  /** A midnight of the site, so that whoever begins on the same day simulates the same. */
  readonly start: number
  readonly load?: Simulation['load']
  /** Whether at an instant (ms since 1970) nothing goes wrong by chance: complaints are answered soon. */
  readonly isCalm?: (at: number) => boolean
  readonly off?: Simulation['off']
  readonly returning?: Simulation['returning']
  /** What happens besides, put in before anything else. */
  readonly plan?: (simulation: Simulation) => void
}

const HEARTBEAT_MS = 20_000

/** Null where the site file names no team that has both members and queues. */
export function createDemoFloor(options: DemoFloorOptions): DemoFloor | null {
  const { site, seed, source, start, load, isCalm, off, returning, plan } = options
  const staffing = staffingOf(site)
  if (staffing === null) return null
  const days = createSiteDays(site.site.timezone, '00:00')
  const simulation = createSimulation({
    seed,
    source,
    start,
    staffing,
    content: demoContentOf(site.site.language),
    ...(isCalm && { isCalm }),
    ...(load && { load }),
    ...(off !== undefined && { off }),
    ...(returning !== undefined && { returning }),
    dayOf: days.dayOf,
    nextDay: days.nextDay,
  })
  simulation.wake = () => route(simulation)
  simulation.ringSoftphone = (contact, agent) => ringSoftphone(simulation, contact, agent)
  plan?.(simulation)
  planDays(simulation, source, days.dayOf(start))
  startArrivals(simulation)
  beat(simulation, source)
  return {
    advance(until) {
      simulation.agenda.run(until)
      return simulation.takeEvents()
    },
  }
}

function planDays(simulation: Simulation, source: string, day: number): void {
  planShifts(simulation, day)
  if (!simulation.isCalm()) planCrisis(simulation, day)
  const next = simulation.nextDay(day)
  simulation.agenda.at(next, () => planDays(simulation, source, next))
}

/** A feed that has nothing to tell says that it lives. */
function beat(simulation: Simulation, source: string): void {
  simulation.emit('feed.heartbeat', source, {})
  simulation.agenda.at(simulation.agenda.now + HEARTBEAT_MS, () => beat(simulation, source))
}
