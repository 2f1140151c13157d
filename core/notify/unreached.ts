import { activationOf } from './activation.ts'
import { pendingId } from './delivery-receipt.ts'
import type { MissingRecipient } from './escalation-step.ts'
import { stepFailedAt } from './pending-notification.ts'
import type { PlanningContext } from './planning-context.ts'

/** An alert that speaks up and reached nobody so far, for administrators. */
export interface Unreached {
  readonly alert: string
  readonly since: number
  /** Who could not be told, and why; those behind whose words nobody stood are in the calls. */
  readonly missing: readonly MissingRecipient[]
}

/** The alerts that speak up and of which nobody could be told: each step taken so far failed. */
export function unreached(planning: PlanningContext): Unreached[] {
  const { floor, now } = planning
  const found: Unreached[] = []
  for (const id of floor.ids('alert')) {
    const named = floor.alert(id)
    const activation = named && activationOf(named.alert, now)
    if (activation === null) continue
    const steps = floor.receipts.escalationSteps(id).filter((step) => step.activationKey === activation.key)
    if (steps.length === 0 || steps.some((step) => stepFailedAt(step, planning) === null)) continue
    const missing = steps.flatMap((step) =>
      step.recipients.map(({ to, as }) => {
        const last = floor.receipts.outcomes(pendingId(step.key, to.id)).at(-1)?.outcome
        const why = last?.is === 'failed' ? last.reason : 'not told'
        return { as, reason: `${to.id}: ${why}` }
      }),
    )
    found.push({ alert: id, since: activation.at, missing })
  }
  return found
}
