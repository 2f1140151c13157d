import type { NamedAlert } from '../alert-book.ts'
import { peopleOfStep } from './called-by.ts'
import { firingOf } from './firing.ts'
import { ladderOf, planAlert, positionAfter } from './plan-alert.ts'
import type { World } from './world.ts'

/** What comes next if nobody takes an alert. */
export interface NextStep {
  /** Instant, ms since 1970. */
  readonly at: number
  readonly round: number
  readonly step: number
  /** The ladder's words: leads, roster:night. */
  readonly as: readonly string[]
  /** Who stands behind them now; at that instant it may be others. */
  readonly people: readonly string[]
  readonly departments: readonly string[]
}

const nobody = () => []

/** The next step of an alert's ladder and when it is due, as things stand; null: nothing follows of itself. */
export function nextStep(named: NamedAlert, world: World): NextStep | null {
  const firing = firingOf(named.alert, world.now)
  const { due, next } = planAlert(named, nobody, world)
  const at = due?.at ?? next
  if (firing === null || at === null) return null
  const { route } = ladderOf(named, firing.at, world)
  const calls = world.floor.told.calls(named.id).filter((call) => call.firing === firing.key)
  const position = positionAfter(calls, route)
  const step = position === null ? undefined : route.steps[position.step]
  if (position === null || step === undefined) return null
  const found = peopleOfStep(step, named, world)
  return {
    ...{ at, round: position.round, step: position.step },
    as: found.map(({ as }) => as),
    people: [...new Set(found.flatMap(({ found: { people } }) => people.map(({ id }) => id)))],
    departments: [...new Set(found.flatMap(({ found: { departments } }) => departments))],
  }
}
