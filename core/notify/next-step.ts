import type { NamedAlert } from '../alerts/alert-projection.ts'
import { activationOf } from './activation.ts'
import { ladderOf, planAlert, positionAfter } from './plan-alert.ts'
import type { PlanningContext } from './planning-context.ts'
import { peopleOfStep } from './step-recipients.ts'

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
export function nextStep(named: NamedAlert, planning: PlanningContext): NextStep | null {
  const activation = activationOf(named.alert, planning.now)
  const { due, next } = planAlert(named, nobody, planning)
  const at = due?.at ?? next
  if (activation === null || at === null) return null
  const { route } = ladderOf(named, activation.at, planning)
  const steps = planning.floor.receipts
    .escalationSteps(named.id)
    .filter((step) => step.activationKey === activation.key)
  const position = positionAfter(steps, route)
  const step = position === null ? undefined : route.steps[position.step]
  if (position === null || step === undefined) return null
  const found = peopleOfStep(step, named, planning)
  return {
    ...{ at, round: position.round, step: position.step },
    as: found.map(({ as }) => as),
    people: [...new Set(found.flatMap(({ found: { people } }) => people.map(({ id }) => id)))],
    departments: [...new Set(found.flatMap(({ found: { departments } }) => departments))],
  }
}
