import type { Site } from '#core/site/site-schema.ts'
import { actByHand } from '../model/by-hand.ts'
import { createDemoFloor, type DemoFloor } from '../model/demo-floor.ts'
import type { ActByHand } from '../model/left-by-hand.ts'
import { planOtherDays } from '../model/other-days.ts'
import type { Simulation } from '../model/simulation.ts'
import { callFromNow } from '../model/softphone.ts'
import type { SimQueue } from '../model/staffing.ts'
import { type AgentSoftphone, softphoneOf } from './agent-softphone.ts'
import { cast } from './cast.ts'
import { answerComplaint, planComplaint } from './complaint.ts'
import { momentAt } from './moments.ts'
import { planOtherWork } from './other-work.ts'
import { planOutage } from './outage.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A Tuesday of the demo's own, whatever day it is: no holiday, and no working day made up for, where its sites are. */
const DAY = '2026-11-17'
/** When the script begins, hours into that day: the morning rush. */
const BEGINS = 10
/** The morning before it is what a well-staffed floor has. */
const CALM = 0.72
/** Before nine, with the first shift alone. */
const EARLY = 0.35

/** When the script begins on every demo, ms since 1970; its three sites share one offset. */
export const SCRIPT_BEGINS = Date.parse(`${DAY}T00:00:00+08:00`) + BEGINS * HOUR
/** Midnight of that day. */
export const DAY_BEGINS = SCRIPT_BEGINS - BEGINS * HOUR
/** From so long before to so long after, nobody complains but who is in the script. */
const QUIET_FROM = SCRIPT_BEGINS - 65 * MINUTE
const QUIET_UNTIL = SCRIPT_BEGINS + momentAt('end') + MINUTE
/** Whoever leaves the demo running has so many days of all that a floor does. */
const DAYS_AFTER = 14
/** So long the script alone says what its agent does. */
const UNTIL_FREE = SCRIPT_BEGINS + momentAt('outage')

function load(queue: SimQueue, at: number): number {
  if (at >= QUIET_UNTIL) return 0.9
  return queue.isComplaints ? (at < QUIET_FROM ? 0.4 : 0) : at < DAY_BEGINS + 9 * HOUR ? EARLY : CALM
}

export interface FirstMinuteOptions {
  /** Made by `demoSite`. */
  readonly site: Site
  readonly seed: string
  /** The feed in whose name is told. */
  readonly source: string
  /** Seconds of the site in a real one, for who really sits at a desk. */
  readonly speed?: () => number
}

/** The demo's floor with the script in it. */
export interface FirstMinute extends DemoFloor {
  /** What the script would still begin does not happen; what it has begun comes to its end. */
  leaveScript(): void
  /** Somebody real did something, as the log tells it: it is left to them. */
  actByHand(event: ActByHand): void
  /** The softphone of the script's agent. */
  readonly softphone: AgentSoftphone
}

/** Everything is the same each time. Null: the site has no teams. */
export function createFirstMinute({
  site,
  seed,
  source,
  speed = () => 1,
}: FirstMinuteOptions): FirstMinute | null {
  let on = true
  let played: Simulation | null = null
  const floor = createDemoFloor({
    ...{ site, seed, source, start: DAY_BEGINS, load },
    isCalm: (at) => at < QUIET_UNTIL,
    plan(simulation) {
      played = simulation
      simulation.heldBack.add(cast.agent)
      for (const id of [cast.agent, ...cast.colleagues]) simulation.early.add(id)
      planOtherWork(simulation, SCRIPT_BEGINS)
      for (const play of [planComplaint, planOutage]) play(simulation, SCRIPT_BEGINS, () => on)
      simulation.agenda.at(QUIET_UNTIL, () =>
        planOtherDays(simulation, { from: DAY_BEGINS, days: DAYS_AFTER }),
      )
      // What the script has for them is over: like everybody else they help with what follows.
      simulation.agenda.at(UNTIL_FREE, () => {
        if (simulation.softphones.has(cast.agent)) return
        simulation.heldBack.delete(cast.agent)
        simulation.wake()
      })
    },
  })
  const softphone = softphoneOf({
    played: () => played!,
    // The script's own call is the first that rings there.
    connection: () => ({ callsFrom: on ? SCRIPT_BEGINS + momentAt('again') : SCRIPT_BEGINS, speed }),
    isScripted: () => on && played!.agenda.now < UNTIL_FREE,
  })
  const byHand = (event: ActByHand) => played !== null && actByHand(played, event)
  return floor && { ...floor, leaveScript, softphone, actByHand: byHand }

  function leaveScript(): void {
    if (!on || played === null) return
    on = false
    if (!played.softphones.has(cast.agent)) played.heldBack.delete(cast.agent)
    callFromNow(played, cast.agent)
    if (played.agenda.now < SCRIPT_BEGINS + momentAt('kept')) answerComplaint(played)
  }
}
