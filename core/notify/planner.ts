import { type AlertWeight, compareAlerts } from '../alerts/alert-order.ts'
import type { Changed } from '../floor/floor.ts'
import { createInstants } from '../time/instants.ts'
import { activationOf } from './activation.ts'
import {
  type EscalationStep,
  requestKinds,
  requestOf,
  requestRow,
  requestSubject,
} from './escalation-step.ts'
import { createInFlightSteps } from './in-flight-steps.ts'
import type { Notification } from './notification.ts'
import { createOutbox } from './outbox.ts'
import { type Plan, planAlert } from './plan-alert.ts'
import { isStillWantedOf, planRequest } from './plan-request.ts'
import type { PlanningContext } from './planning-context.ts'
import type { Interruption } from './receipt-projection.ts'

/**
 * Keeps in mind what is to be planned: which alerts and requests changed, and when each is to be looked at again. All
 * that it knows follows from the context that it is shown; one begun anew comes to the same.
 */
export interface Planner {
  /** Rows that may have changed. */
  touch(changed: Changed): void
  /** Another site file, other ways: all is to be looked at again. */
  touchAll(planning: Pick<PlanningContext, 'floor'>): void
  /** The steps that are due, the worst first. Each is given once, unless it is `refused`. */
  takeSteps(planning: PlanningContext): EscalationStep[]
  /** These did not get into the log. */
  refused(steps: readonly EscalationStep[]): void
  /** What is to be sent now, each message once until `sendAgain`. To be asked after `takeCalls`. */
  takeNotifications(planning: PlanningContext): Notification[]
  /** Gives again what was given and of which nothing is heard. */
  sendAgain(): void
  /** When something is next due, ms; null: nothing is. */
  nextInstant(): number | null
}

/** The calls of a subject that still hold: of an alert, those since it last spoke up. */
function stepsInForce(subject: string, planning: PlanningContext): readonly EscalationStep[] {
  const { floor, now } = planning
  const steps = floor.receipts.escalationSteps(subject)
  if (requestOf(subject) !== null) return steps.filter((step) => isStillWantedOf(step, planning))
  const named = floor.alert(subject)
  const activation = named && activationOf(named.alert, now)
  return activation === null ? [] : steps.filter((step) => step.activationKey === activation.key)
}

/** Calls for a lead, then the alerts, the worst first, and after them all else. */
function orderedByPriority(subjects: Iterable<string>, { floor }: PlanningContext): string[] {
  const weights: AlertWeight[] = []
  const others: string[] = []
  const urgent: string[] = []
  for (const id of subjects) {
    const request = requestOf(id)
    const alert = request === null ? floor.alert(id)?.alert : undefined
    if (request?.is === 'assist') urgent.push(id)
    else if (alert === undefined) others.push(id)
    else {
      const { about, step, dueAt, raisedAt } = alert
      weights.push({ id, severity: about.severity, isBreached: step > 0, at: dueAt ?? raisedAt })
    }
  }
  return [...urgent.sort(), ...weights.sort(compareAlerts).map(({ id }) => id), ...others.sort()]
}

/**
 * What is asked of somebody is told aloud whatever else they are told, and so often within an hour at most: a feed gone
 * wrong asks without end. More stands on their screen.
 */
const MOST_AN_HOUR = 60
const HOUR_MS = 3_600_000

function withinLimit(
  plan: Plan,
  before: (person: string) => readonly Interruption[],
  { now }: PlanningContext,
): Plan {
  if (plan.due === null) return plan
  const isTooOften = (person: string) =>
    before(person).filter(({ at, subject }) => at > now - HOUR_MS && requestOf(subject) !== null).length >=
    MOST_AN_HOUR
  const called = plan.due.recipients.map((one) =>
    one.to.is === 'person' && isTooOften(one.to.id)
      ? { to: one.to, as: one.as, how: 'silent' as const }
      : one,
  )
  return { ...plan, due: { ...plan.due, recipients: called } }
}

export function createPlanner(): Planner {
  const dirty = new Set<string>()
  const instants = createInstants<string>()
  const underMethod = createInFlightSteps()
  const outbox = createOutbox()

  /** What is due by time is looked at like what changed. */
  function wake(now: number): void {
    for (let due = instants.take(now); due !== null; due = instants.take(now)) dirty.add(due.key)
  }

  function planOf(subject: string, planning: PlanningContext): Plan {
    const before = (person: string): readonly Interruption[] => {
      const planned = underMethod.interruptions(person)
      const known = planning.floor.receipts.interruptions(person)
      return planned.length === 0 ? known : [...known, ...planned]
    }
    const request = requestOf(subject)
    if (request !== null) return withinLimit(planRequest(request, before, planning), before, planning)
    const named = planning.floor.alert(subject)
    return named === null ? { due: null, next: null } : planAlert(named, before, planning)
  }

  function planSubject(subject: string, planning: PlanningContext): EscalationStep | null {
    const waiting = underMethod.about(subject)
    const isBack =
      waiting !== null &&
      planning.floor.receipts.escalationSteps(subject).some(({ key }) => key === waiting.key)
    if (isBack) underMethod.remove(subject)
    const closes = outbox.close(subject, planning)
    const later = outbox.put(subject, stepsInForce(subject, planning), planning)
    const { due, next } = waiting !== null && !isBack ? { due: null, next: null } : planOf(subject, planning)
    const at = [later, closes, next].filter((instant) => instant !== null)
    instants.set(subject, at.length === 0 ? null : Math.min(...at))
    return due
  }

  return {
    touch(changed) {
      for (const id of changed.get('alert') ?? []) dirty.add(id)
      for (const is of requestKinds)
        for (const id of changed.get(requestRow[is]) ?? []) dirty.add(requestSubject(is, id))
    },
    touchAll({ floor }) {
      for (const id of floor.ids('alert')) dirty.add(id)
      // Who was given something is told when that happens; whoever begins looks through all cases in turns (given-since.ts).
      for (const is of ['handoff', 'assist', 'approval'] as const)
        for (const id of floor.ids(is)) dirty.add(requestSubject(is, id))
    },
    takeSteps(planning) {
      wake(planning.now)
      const steps: EscalationStep[] = []
      for (const subject of orderedByPriority(dirty, planning)) {
        const step = planSubject(subject, planning)
        if (step === null) continue
        underMethod.add(step)
        steps.push(step)
      }
      dirty.clear()
      return steps
    },
    refused(steps) {
      for (const { subject } of steps) {
        underMethod.remove(subject)
        dirty.add(subject)
      }
    },
    takeNotifications: (planning) => outbox.take(planning),
    sendAgain: () => outbox.again(),
    nextInstant: () => instants.next(),
  }
}
