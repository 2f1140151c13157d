import { aboutTransition } from '../alerts/about-transition.ts'
import type { NamedAlert } from '../alerts/alert-projection.ts'
import { alertRow } from '../alerts/alert-row.ts'
import type { Alert, Cause } from '../alerts/alert-state.ts'
import type { Ownership } from '../alerts/subject-ownership.ts'
import { itemAt } from '../collections/present.ts'
import type { AlertRow } from '../rows/row.ts'
import { type EscalationStep, stepEvent } from './escalation-step.ts'
import { ladderOf, planAlert } from './plan-alert.ts'
import type { PlanningContext } from './planning-context.ts'
import { createReceiptProjection } from './receipt-projection.ts'
import type { AlertStage } from './routes.ts'
import { ownershipOfAlert, peopleOfStep } from './step-recipients.ts'

/** What would follow if a rule spoke up about a subject. */
export interface RoutePreview {
  readonly severity: AlertRow['severity']
  readonly ownership: Ownership
  readonly route: string
  readonly why: string
  /** As nobody takes it. */
  readonly steps: readonly PreviewedStep[]
}

export interface PreviewedStep {
  readonly step: EscalationStep
  /** Why the people behind each word of the ladder are who they are. */
  readonly why: Readonly<Record<string, string>>
}

const ID = 'preview'
const LAST_STAGE = 1_000

function causeOf(stage: AlertStage, at: number): Cause {
  if (stage === 'breach') return { why: 'breached', at, stage: null }
  return { why: 'warned', at, stage: stage === 'warning' ? -1 : LAST_STAGE }
}

function namedAlert(
  rule: string,
  subject: string,
  stage: AlertStage,
  at: number,
  planning: PlanningContext,
): NamedAlert {
  const alert: Alert = {
    about: aboutTransition({ rule, subject }, planning.floor, planning.site),
    ...{ raisedAt: at, dueAt: at, cause: causeOf(stage, at), held: false, status: { is: 'open' } },
    step: stage === 'breach' ? 1 : 0,
  }
  return { id: ID, rule, subject, alert }
}

/**
 * Who would be told, in what order and why, if the rule spoke up about the subject at `planning.now`, everything arrived
 * and nobody took it.
 */
export function previewRoute(
  rule: string,
  subject: string,
  stage: AlertStage,
  planning: PlanningContext,
): RoutePreview {
  const receipts = createReceiptProjection()
  const named = namedAlert(rule, subject, stage, planning.now, planning)
  const row = alertRow(named, named.alert, planning.now)
  const floor: PlanningContext['floor'] = {
    ...planning.floor,
    receipts: { ...receipts, swaps: () => planning.floor.receipts.swaps() },
    alert: () => named,
    row: ((type, id) =>
      type === 'alert' && id === ID ? row : planning.floor.row(type, id)) as PlanningContext['floor']['row'],
  }
  const { route, why } = ladderOf(named, planning.now, { ...planning, floor })
  const steps: PreviewedStep[] = []
  for (let now: number | null = planning.now; now !== null; ) {
    const present = { ...planning, floor, now }
    const { due, next } = planAlert(named, (person) => receipts.interruptions(person), present)
    if (due !== null) {
      receipts.apply(stepEvent(due))
      const found = peopleOfStep(itemAt(route.steps, due.step), named, present)
      steps.push({ step: due, why: Object.fromEntries(found.map(({ as, found: { why: is } }) => [as, is])) })
    }
    now = due === null ? next : now
  }
  const ownership = ownershipOfAlert(named, planning)
  return { severity: named.alert.about.severity, ownership, route: route.id, why, steps }
}
