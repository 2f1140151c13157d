import { createAftermath } from './aftermath.ts'
import { createAgenda } from './agenda.ts'
import { createContacts } from './contacts.ts'
import { createRandom } from './random.ts'
import { createStaff } from './staff.ts'
import { planTroubles } from './troubles.ts'
import { createWorld, DAY, type FloorMade, HOUR } from './world.ts'

/** A simulated call centre: the same for the same seed and beginning. */
export interface CallCentre {
  /** Lets the floor live up to `until` (ms) and gives what happened, in order. */
  run(until: number): FloorMade[]
}

const ZONE_MS = 8 * HOUR
const OPENS = 7.5 * HOUR

/** The instant at which the model of a day that shows `at` begins: half past seven of that day, or of the day before. */
export function beginningOf(at: number): number {
  const midnight = Math.floor((at + ZONE_MS) / DAY) * DAY - ZONE_MS
  return midnight + OPENS <= at ? midnight + OPENS : midnight + OPENS - DAY
}

export function createCallCentre({ seed, start }: { seed: number; start: number }): CallCentre {
  const agenda = createAgenda(start)
  let made: FloorMade[] = []
  const world = createWorld(agenda, createRandom(seed), (event) => made.push(event))
  const aftermath = createAftermath(
    world,
    () => staff,
    () => contacts,
  )
  const contacts = createContacts(
    world,
    () => staff,
    () => aftermath,
  )
  const staff = createStaff(world, (agent) => contacts.serve(agent))
  planTroubles(world, contacts)
  return {
    run(until) {
      agenda.run(until)
      const happened = made
      made = []
      return happened
    },
  }
}
