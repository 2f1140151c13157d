import type { Site } from '#core/site/site-schema.ts'
import { createSiteDays } from '#core/time/site-day.ts'
import { startArrivals } from './arrivals.ts'
import { planCrisis } from './crisis.ts'
import { planShifts } from './presence.ts'
import { route } from './routing.ts'
import { createSimulation, type DemoEvent, type Simulation } from './simulation.ts'
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
}

const HEARTBEAT_MS = 20_000

/** Null where the site file names no team that has both members and queues. */
export function createDemoFloor({ site, seed, source, start }: DemoFloorOptions): DemoFloor | null {
  const staffing = staffingOf(site)
  if (staffing === null) return null
  const days = createSiteDays(site.site.timezone, '00:00')
  const simulation = createSimulation({
    seed,
    source,
    start,
    staffing,
    dayOf: days.dayOf,
    nextDay: days.nextDay,
  })
  simulation.wake = () => route(simulation)
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
  planCrisis(simulation, day)
  const next = simulation.nextDay(day)
  simulation.agenda.at(next, () => planDays(simulation, source, next))
}

/** A feed that has nothing to tell says that it lives. */
function beat(simulation: Simulation, source: string): void {
  simulation.tell('feed.heartbeat', source, {})
  simulation.agenda.at(simulation.agenda.now + HEARTBEAT_MS, () => beat(simulation, source))
}
