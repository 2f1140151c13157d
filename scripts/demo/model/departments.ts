import { DAY, HOUR, MIN, type World } from './world.ts'

/** Departments work from 9 to 12 and from 13:30 to 18, on weekdays; what comes later waits until then. */
const SPANS = [
  [9, 12],
  [13.5, 18],
] as const

function isWeekend(at: number): boolean {
  const day = new Date(at + 8 * HOUR).getUTCDay()
  return day === 0 || day === 6
}

/** The instant at which `workMs` of a department's working time has passed since now. */
export function departmentDone(world: World, workMs: number): number {
  let left = workMs
  let midnight = world.midnight()
  let from = world.agenda.now
  for (;;) {
    if (!isWeekend(midnight))
      for (const [opens, closes] of SPANS) {
        const start = Math.max(from, midnight + opens * HOUR)
        const end = midnight + closes * HOUR
        if (start >= end) continue
        if (end - start >= left) return start + left
        left -= end - start
      }
    midnight += DAY
    from = midnight
  }
}

/** Promises that people make: in one hour, today at six, tomorrow at ten. */
export function promisedDue(world: World): number {
  const { agenda, random } = world
  const chips = [agenda.now + HOUR, agenda.now + 2 * HOUR, world.midnight() + DAY + 10 * HOUR]
  const six = world.midnight() + 18 * HOUR
  if (six > agenda.now + 30 * MIN) chips.push(six)
  return random.pick(chips)
}
