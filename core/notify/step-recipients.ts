import type { NamedAlert } from '../alerts/alert-projection.ts'
import { type Ownership, ownershipOf } from '../alerts/subject-ownership.ts'
import { deliveryMode } from './delivery-mode.ts'
import type { EscalationStep, MissingRecipient, StepRecipient } from './escalation-step.ts'
import type { PlanningContext } from './planning-context.ts'
import type { Interruption } from './receipt-projection.ts'
import { type Resolved, resolveWho } from './resolve-who.ts'
import type { LadderStep } from './routes.ts'
import { whoText } from './who.ts'

/** A step of a ladder that is being taken. */
export interface StepBeingTaken {
  readonly step: LadderStep
  readonly named: NamedAlert
  readonly conversation: string
  readonly priority: number
  /** The steps taken before in this round. */
  readonly earlier: readonly EscalationStep[]
  /** A person's interruptions so far. */
  readonly before: (person: string) => readonly Interruption[]
}

/** Where the alert belongs: a team that its subject has lost since is still the team that it was raised in. */
export function ownershipOfAlert(
  { subject, alert }: NamedAlert,
  { floor, site }: Pick<PlanningContext, 'floor' | 'site'>,
): Ownership {
  const ownership = ownershipOf(subject, floor, site)
  return { ...ownership, case: ownership.case ?? alert.about.case, team: ownership.team ?? alert.about.team }
}

/** Who stands behind each word of a step at `planning.now`. */
export function peopleOfStep(
  step: LadderStep,
  named: NamedAlert,
  planning: PlanningContext,
): { as: string; found: Resolved }[] {
  const { site, floor, now } = planning
  const staffing = {
    ...{ site, floor, swaps: floor.receipts.swaps() },
    reachable: (person: string) => planning.methods(person).length > 0,
  }
  const [row, ownership] = [floor.row('alert', named.id), ownershipOfAlert(named, planning)]
  return step.who.map((who) => ({ as: whoText(who), found: resolveWho(who, ownership, row, now, staffing) }))
}

/** Those of a step, each once and nobody who was told in this round, and the words behind which nobody is left. */
export function stepRecipients(
  taking: StepBeingTaken,
  planning: PlanningContext,
): Pick<EscalationStep, 'recipients' | 'missing'> {
  const { step, named, conversation, priority, earlier, before } = taking
  const { severity } = named.alert.about
  const notified = new Set(
    earlier.flatMap(({ recipients }) =>
      recipients.filter(({ how }) => how !== 'silent').map(({ to }) => `${to.is}/${to.id}`),
    ),
  )
  const recipients: StepRecipient[] = []
  const missing: MissingRecipient[] = []

  /** False: they were called before. */
  function isFirst(is: 'person' | 'department', id: string): boolean {
    const key = `${is}/${id}`
    return !notified.has(key) && notified.add(key) !== undefined
  }

  for (const { as, found } of peopleOfStep(step, named, planning)) {
    if (found.people.length + found.departments.length === 0) missing.push({ as, reason: found.why })
    for (const id of found.departments)
      if (isFirst('department', id)) recipients.push({ to: { is: 'department', id }, as, how: 'loud' })
    for (const { id } of found.people) {
      if (planning.methods(id).length === 0) missing.push({ as, reason: `${id} has no way to be told` })
      else if (isFirst('person', id)) {
        const reminds = named.alert.step > 0 ? null : named.subject
        const occasion = { subject: named.id, reminds, conversation, severity, priority, silent: step.silent }
        recipients.push({ to: { is: 'person', id }, as, ...deliveryMode(id, occasion, before(id), planning) })
      }
    }
  }
  return { recipients, missing }
}
