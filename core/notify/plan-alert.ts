import { priorityOf } from '../alerts/alert-order.ts'
import type { NamedAlert } from '../alerts/alert-projection.ts'
import { conversationKey } from '../alerts/conversation.ts'
import { WAKES_MS } from '../alerts/read-alert-event.ts'
import type { Ownership } from '../alerts/subject-ownership.ts'
import { itemAt, present } from '../collections/present.ts'
import { type Activation, activationOf, givenTo, stageOf } from './activation.ts'
import { type ChosenRoute, chooseRoute } from './choose-route.ts'
import { type EscalationStep, stepKey } from './escalation-step.ts'
import { notifiedFrom, stepFailedAt } from './pending-notification.ts'
import { activePersonOf } from './people-of.ts'
import type { PlanningContext } from './planning-context.ts'
import type { Interruption } from './receipt-projection.ts'
import { isSignedIn } from './resolve-who.ts'
import { alertStages, type EscalationRoute } from './routes.ts'
import { ownershipOfAlert, stepRecipients } from './step-recipients.ts'

/** What is to be done about an alert now, and when to look again. */
export interface Plan {
  readonly due: EscalationStep | null
  /** The instant (ms) of the next step; null: nothing follows of itself. */
  readonly next: number | null
}

/** A step of a ladder, and how often the ladder was climbed before. */
export interface Position {
  readonly round: number
  readonly step: number
}

const NOTHING: Plan = { due: null, next: null }
/** A warning that is not the last one: the owner's desk alone, or the leads at once where the owner is not there. */
const DESK: EscalationRoute = {
  id: 'desk',
  from: 'warning',
  steps: [{ afterMs: 0, who: [{ is: 'owner' }], silent: true }],
  repeat: null,
}
const LEADS_INSTEAD: EscalationRoute = {
  id: 'leads',
  from: 'warning',
  steps: [{ afterMs: 0, who: [{ is: 'leads' }], silent: false }],
  repeat: null,
}

/** Whoever an alert was given to is told so, and it goes no further. */
const toPerson = (id: string): EscalationRoute => ({
  id: 'given',
  from: 'warning',
  steps: [{ afterMs: 0, who: [{ is: 'person', id }], silent: false }],
  repeat: null,
})

/** Whose it is, if they are there to see their desk. */
function ownerIsThere(
  { owner }: Ownership,
  { site, floor }: Pick<PlanningContext, 'site' | 'floor'>,
): boolean {
  const person = owner === null ? null : activePersonOf(site, owner)
  return person !== null && isSignedIn(person, floor)
}

/** The ladder that an alert climbs, and why this one. */
export function ladderOf(named: NamedAlert, at: number, planning: PlanningContext): ChosenRoute {
  const { alert, rule } = named
  const { site } = planning
  const given = givenTo(alert, planning.now)
  if (given !== null) return { route: toPerson(given.by), why: `${given.givenBy} gave it to ${given.by}` }
  const ownership = ownershipOfAlert(named, planning)
  const { queue, team, kind } = ownership
  const chosen = chooseRoute({ rule, severity: alert.about.severity, queue, team, kind }, at, planning)
  const stage = stageOf(
    alert,
    site.rules.find(({ id }) => id === rule),
  )
  if (alertStages.indexOf(stage) >= alertStages.indexOf(chosen.route.from)) return chosen
  return ownerIsThere(ownership, planning)
    ? { route: DESK, why: `an early warning is for the owner’s desk (${chosen.why})` }
    : { route: LEADS_INSTEAD, why: `an early warning, and its owner is not signed in (${chosen.why})` }
}

/** The position after those that were taken; null: the ladder was climbed to its end, as often as it may be. */
export function positionAfter(
  taken: readonly Position[],
  { steps, repeat }: EscalationRoute,
): Position | null {
  const last = taken.at(-1)
  if (last === undefined) return { round: 0, step: 0 }
  if (last.step + 1 < steps.length) return { round: last.round, step: last.step + 1 }
  return repeat !== null && last.round < repeat.most ? { round: last.round + 1, step: 0 } : null
}

/** When a position is due: counted from when somebody was told by the step before, at once if nobody could be. */
function dueAt(
  { step }: Position,
  route: EscalationRoute,
  activation: Activation,
  last: EscalationStep | undefined,
  planning: PlanningContext,
): number {
  if (last === undefined) return activation.at
  const { steps, repeat } = route
  const gapMs =
    step === 0
      ? present(repeat, 'the repeat of the route').everyMs
      : itemAt(steps, step).afterMs - itemAt(steps, step - 1).afterMs
  const planned = notifiedFrom(last) + gapMs
  const failedAt = stepFailedAt(last, planning)
  return failedAt === null ? planned : Math.min(planned, failedAt)
}

/**
 * The step of an alert's ladder that is due at `planning.now`, or when the next one is. `before`: a person's interruptions
 * so far, with those that were planned just now.
 */
export function planAlert(
  named: NamedAlert,
  before: (person: string) => readonly Interruption[],
  planning: PlanningContext,
): Plan {
  const { id: subject, alert } = named
  const { floor, now } = planning
  const activation = activationOf(alert, now)
  if (activation === null) return NOTHING
  const steps = floor.receipts
    .escalationSteps(subject)
    .filter((step) => step.activationKey === activation.key)
  if (steps.length === 0 && now - activation.at > WAKES_MS) return NOTHING
  const { route } = ladderOf(named, activation.at, planning)
  const position = positionAfter(steps, route)
  if (position === null) return NOTHING
  const at = dueAt(position, route, activation, steps.at(-1), planning)
  if (at > now) return { due: null, next: at }
  const priority = priorityOf(alert.about.severity, alert.step > 0)
  const conversation = conversationKey({ id: subject, case: alert.about.case })
  const stepRef = { subject, activationKey: activation.key, ...position }
  const round = steps.filter((step) => step.round === position.round)
  const step = itemAt(route.steps, position.step)
  const who = stepRecipients({ step, named, conversation, priority, earlier: round, before }, planning)
  return {
    due: { ...stepRef, key: stepKey(stepRef), conversation, route: route.id, at: now, priority, ...who },
    next: null,
  }
}
